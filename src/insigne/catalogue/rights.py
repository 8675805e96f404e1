"""Who may do what with badge definitions: the names of the rights that `orgs.rights` grants by role."""

from typing import Final

READ: Final = "catalogue:badge:read"
DEFINE: Final = "catalogue:badge:define"
PUBLISH: Final = "catalogue:badge:publish"
