"""Which of the two media types of GraphQL over HTTP an answer takes (https://graphql.github.io/graphql-over-http)."""

from collections.abc import Iterable

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"


def choose_media(accepted: Iterable[tuple[str, float]]) -> str | None:
    """Return the media type for an ``Accept`` header, given as (range, quality) pairs; ``None`` when neither will do.

    The newer type, in which a refused request is a 400, goes to clients that name it and like it no less than plain
    JSON; wildcards and a missing header get plain JSON, as old clients expect.
    """
    ranges = {media: quality for media, quality in map(_without_parameters, accepted) if media}
    if not ranges:
        return JSON
    plain = _quality(ranges, JSON)
    named = ranges.get(GRAPHQL_RESPONSE, 0)
    if named > 0 and named >= plain:
        return GRAPHQL_RESPONSE
    return JSON if plain > 0 else None


def _quality(ranges: dict[str, float], media: str) -> float:
    kind = media.partition("/")[0]
    return ranges.get(media, ranges.get(f"{kind}/*", ranges.get("*/*", 0)))


def _without_parameters(accepted: tuple[str, float]) -> tuple[str, float]:
    """Drop parameters; a range that wants another charset than UTF-8 is one that we do not serve."""
    media, *parameters = (part.strip().lower() for part in accepted[0].split(";"))
    charsets = [p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")]
    return media, accepted[1] if all(c in {"utf-8", "utf8"} for c in charsets) else 0
