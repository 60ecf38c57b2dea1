"""The records of the pipeline."""

from intake.models.attachment import Attachment
from intake.models.bulk import BulkJob, BulkLine
from intake.models.delivery import Circuit, DeliveryEvent
from intake.models.desk import DeskColumns, SavedView
from intake.models.heartbeat import Heartbeat
from intake.models.inbound import InboundEmail
from intake.models.message import Message
from intake.models.queue import PriorityTarget, Queue, QueueMembership
from intake.models.routing import RoutingCondition, RoutingRule
from intake.models.submission import Submission, Tag
from intake.models.timeline import TimelineEntry
from intake.models.tracking import TrackingToken

__all__ = [
    "Attachment",
    "BulkJob",
    "BulkLine",
    "Circuit",
    "DeliveryEvent",
    "DeskColumns",
    "Heartbeat",
    "InboundEmail",
    "Message",
    "PriorityTarget",
    "Queue",
    "QueueMembership",
    "RoutingCondition",
    "RoutingRule",
    "SavedView",
    "Submission",
    "Tag",
    "TimelineEntry",
    "TrackingToken",
]
