"""Files over HTTP: ``POST /uploads`` takes one, ``GET /uploads/<id>`` gives it back to who may see it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import FileStorage

from server.core.act import Act
from server.core.errors import IdempotencyKeyReused, InvalidInput, NotPermitted, Refused, TooManyAttempts
from server.core.ids import new_id
from server.core.platform import Platform
from server.interchange.media import SUFFIX, MediaType
from server.messages.catalogue import text
from server.models.upload import Upload, UploadPurpose
from server.policies.permissions import Permission
from server.policies.permits import require
from server.reads import uploads as reads
from server.schema.nodes import encode_id
from server.services.transaction import run
from server.services.uploads import receive
from server.visibility import uploads as visibility
from server.web.csrf import refuse_forged
from server.web.responses import json_response
from server.web.session import act_of_request

# What the form around the file may add to its length.
_FORM_BYTES = 65_536
_MOST_PARTS = 8
_STATUS: tuple[tuple[type[Refused], int], ...] = (
    (TooManyAttempts, 429),
    (IdempotencyKeyReused, 409),
    (NotPermitted, 403),
)
_SEALED_OFF = "default-src 'none'; sandbox"


def uploads_blueprint(platform: Platform, origins: Collection[str]) -> Blueprint:
    """Return the two routes. Refusals are JSON ``{"errors": [{message, path, extensions: {code, reason}}]}``."""
    routes = Blueprint("uploads", __name__)

    @routes.post("/uploads")
    def take() -> Response:
        refuse_forged(request, origins)
        request.max_content_length = platform.settings.upload_limit_bytes + _FORM_BYTES
        request.max_form_parts = _MOST_PARTS
        act = act_of_request(platform)
        try:
            # Before the body is read: who may not send a file does not fill the disk with one.
            require(act, Permission.UPLOAD_CREATE)
            return json_response({"upload": _shown(_take(act))}, 201)
        except Refused as refused:
            return _refusal(act, refused)
        finally:
            # A large file was spooled to disk while it came in; let go of it now and not when memory is tidied.
            request.close()

    @routes.get("/uploads/<uuid:upload_id>")
    def give(upload_id: UUID) -> Response:
        act = act_of_request(platform)
        found = reads.readable(upload_id, visibility.visible(act)).first()
        if found is None:
            abort(404)
        return _file(found, platform.files.read(upload_id))

    return routes


def _take(act: Act) -> Upload:
    file, purpose = _form()
    incoming = receive.examine(act, _stream(file))
    file_id, key = new_id(), request.headers.get("Idempotency-Key")
    act.platform.files.save(file_id, receive.chunks(_stream(file)))
    kept = False
    try:
        upload = run(lambda: receive.receive(act, file_id, incoming, purpose, key))
        kept = upload.id == file_id
    finally:
        if not kept:
            act.platform.files.delete(file_id)
    return upload


def _form() -> tuple[FileStorage, UploadPurpose]:
    files = request.files.getlist("file")
    if len(files) != 1 or len(request.files) != 1:
        raise InvalidInput(path=("file",), reason="ONE_FILE")
    try:
        return files[0], UploadPurpose(request.form.get("purpose", UploadPurpose.OTHER))
    except ValueError:
        raise InvalidInput(path=("purpose",), reason="UPLOAD_PURPOSE") from None


def _stream(file: FileStorage) -> Any:
    return file.stream


def _shown(upload: Upload) -> dict[str, object]:
    return {
        "id": encode_id("Upload", upload.id),
        "state": upload.state.value,
        "purpose": upload.purpose.value,
        "mediaType": upload.media_type,
        "size": upload.size,
    }


def _refusal(act: Act, refused: Refused) -> Response:
    params = refused.params()
    status = next((status for kind, status in _STATUS if isinstance(refused, kind)), 400)
    retry_at = getattr(refused, "retry_at", None)
    if retry_at is not None:
        params = {**params, "retry_at": retry_at.isoformat()}
    if status == 403 and act.actor.is_public:
        status = 401
    error = {
        "message": text(refused.code, act.language, params),
        "path": [str(part) for part in refused.path],
        "extensions": {"code": refused.code, **{name: value for name, value in params.items() if value is not None}},
    }
    response = json_response({"errors": [error]}, status)
    if retry_at is not None:
        response.headers["Retry-After"] = str(max(1, int((retry_at - act.now).total_seconds())))
    return response


def _file(upload: Upload, data: bytes) -> Response:
    response = Response(data, mimetype=upload.media_type)
    name = f"{upload.id}.{SUFFIX[MediaType(upload.media_type)]}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # Even if a browser were made to open it, the file runs nothing and sees nothing of ours.
    response.headers["Content-Security-Policy"] = _SEALED_OFF
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
