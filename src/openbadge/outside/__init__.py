"""Outside: the only room of the library that meets the network, the disk and the clock.

`fetch` gets documents by address, `disk_keys` keeps secrets in a folder, `clock` tells the time,
`entropy` gives randomness. Each implements one Protocol of `openbadge.ports`.
"""
