"""Status room: is it still true? Lists that issuers publish, read strictly and written.

    bitstring         Bitstring Status List 1.0 (read and write) and StatusList2021 (read)
    revocation_list   1EdTech Revocation List (read and write), Open Badges 1.x and 2.0 lists (read)
    result            what a list says of one credential: clear, set or unknown

The proof of a list is checked by whoever fetched it (`openbadge.verify`): a list is a credential too. May
import keys, canon, model, ports and errors.
"""
