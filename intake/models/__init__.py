"""The records of the pipeline."""

from intake.models.absence import Absence
from intake.models.attachment import Attachment
from intake.models.auditor import Auditor
from intake.models.bulk import BulkJob, BulkLine
from intake.models.delivery import Circuit, DeliveryEvent
from intake.models.desk import DeskColumns, SavedView
from intake.models.draft import Draft, Presence
from intake.models.export import ExportLog
from intake.models.feedback import Feedback
from intake.models.heartbeat import Heartbeat
from intake.models.inbound import InboundEmail
from intake.models.message import Message
from intake.models.privacy import ErasureRun, LegalHold, RetentionRule, SubjectAccess
from intake.models.queue import PriorityTarget, Queue, QueueMembership
from intake.models.related import Link, Merge
from intake.models.reply_template import ReplyTemplate
from intake.models.routing import RoutingCondition, RoutingRule
from intake.models.submission import Submission, Tag
from intake.models.suggestion import Suggester
from intake.models.timeline import TimelineEntry
from intake.models.tracking import TrackingToken

__all__ = [
    "Absence",
    "Attachment",
    "Auditor",
    "BulkJob",
    "BulkLine",
    "Circuit",
    "DeliveryEvent",
    "DeskColumns",
    "Draft",
    "ErasureRun",
    "ExportLog",
    "Feedback",
    "Heartbeat",
    "InboundEmail",
    "LegalHold",
    "Link",
    "Merge",
    "Message",
    "Presence",
    "PriorityTarget",
    "Queue",
    "QueueMembership",
    "ReplyTemplate",
    "RetentionRule",
    "RoutingCondition",
    "RoutingRule",
    "SavedView",
    "SubjectAccess",
    "Submission",
    "Suggester",
    "Tag",
    "TimelineEntry",
    "TrackingToken",
]
