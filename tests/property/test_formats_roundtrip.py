"""What is written is read back the same, unknown members included, whatever the credential."""

from hypothesis import given
from tests.property.credentials import credentials

from openbadge.formats import ob3
from openbadge.model import Credential


@given(credentials())
def test_ob3_reads_back_what_it_wrote(credential: Credential):
    assert ob3.read(ob3.write(credential)) == credential


@given(credentials())
def test_ob3_writes_the_same_again(credential: Credential):
    document = ob3.write(credential)
    assert ob3.write(ob3.read(document)) == document
