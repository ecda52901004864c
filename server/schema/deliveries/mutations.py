"""The mutations of deliveries, one file each."""

import strawberry

from server.schema.deliveries.delivery_confirm import delivery_confirm
from server.schema.deliveries.delivery_dispute import delivery_dispute
from server.schema.deliveries.delivery_report import delivery_report


@strawberry.type
class DeliveryMutations:
    """Deliveries: report, confirm, dispute."""

    delivery_confirm = delivery_confirm
    delivery_dispute = delivery_dispute
    delivery_report = delivery_report
