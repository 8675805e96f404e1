"""The verifier's page: a file, a link or the badge itself; every check with its reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from insigne.verifier import rate, services
from insigne.verifier.errors import VerifierError
from insigne.verifier.reading import picture, reading


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Ask, then read the answer. Nothing is stored, nothing changes: no token is needed."""
    if request.method != "POST":
        return render(request, "verifier/home.html", {"link": request.GET.get("link", "")[:2000]})
    upload = request.FILES.get("file")
    text, recipient = request.POST.get("link", ""), request.POST.get("recipient", "")[:254]
    try:
        rate.count(request)
        if upload is not None:
            if (upload.size or 0) > services.FILE_MOST_BYTES:
                raise VerifierError("too_big", most=services.FILE_MOST_BYTES // 1024 // 1024)
            data = upload.read()
            report = services.examine(data, recipient=recipient)
        else:
            report, data = services.examine_text(text, recipient=recipient)
    except VerifierError as error:
        again = {"problem": error.sentence(), "link": text[:2000], "recipient": recipient}
        return render(request, "verifier/home.html", again, status=error.status)
    context = {
        "file_name": (upload.name or "")[:120] if upload is not None else "",
        "file_bytes": len(data),
        "picture": picture(data),
        "reading": reading(report, request.LANGUAGE_CODE),
        "recipient": recipient,
    }
    return render(request, "verifier/report.html", context)
