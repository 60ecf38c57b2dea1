"""The records of the pipeline."""

from intake.models.absence import Absence
from intake.models.attachment import Attachment
from intake.models.audit import AuditEntry, AuditHead
from intake.models.auditor import Auditor
from intake.models.bulk import BulkJob, BulkLine
from intake.models.delivery import Circuit, DeliveryEvent
from intake.models.desk import DeskColumns, SavedView
from intake.models.directory import DirectoryAccount, GroupMapping
from intake.models.draft import Draft, Presence
from intake.models.email_wording import EmailWording
from intake.models.export import ExportLog
from intake.models.feedback import Feedback
from intake.models.heartbeat import Heartbeat
from intake.models.inbound import InboundEmail
from intake.models.link_request import LinkRequest
from intake.models.message import Message
from intake.models.policy_report import PolicyReport
from intake.models.privacy import ErasureRun, LegalHold, RetentionRule, SubjectAccess
from intake.models.queue import PriorityTarget, Queue, QueueMembership
from intake.models.related import Link, Merge
from intake.models.reply_template import ReplyTemplate
from intake.models.routing import RoutingCondition, RoutingRule
from intake.models.screening import AcknowledgedAddress, KnownBad, RecentPost, Screening
from intake.models.staff_session import StaffSession
from intake.models.submission import Submission, Tag
from intake.models.suggestion import Suggester
from intake.models.timeline import TimelineEntry
from intake.models.tracking import TrackingToken
from intake.models.virus_scan import VirusScan

__all__ = [
    "Absence",
    "AcknowledgedAddress",
    "Attachment",
    "AuditEntry",
    "AuditHead",
    "Auditor",
    "BulkJob",
    "BulkLine",
    "Circuit",
    "DeliveryEvent",
    "DeskColumns",
    "DirectoryAccount",
    "Draft",
    "EmailWording",
    "ErasureRun",
    "ExportLog",
    "Feedback",
    "GroupMapping",
    "Heartbeat",
    "InboundEmail",
    "KnownBad",
    "LegalHold",
    "Link",
    "LinkRequest",
    "Merge",
    "Message",
    "PolicyReport",
    "Presence",
    "PriorityTarget",
    "Queue",
    "QueueMembership",
    "RecentPost",
    "ReplyTemplate",
    "RetentionRule",
    "RoutingCondition",
    "RoutingRule",
    "SavedView",
    "Screening",
    "StaffSession",
    "SubjectAccess",
    "Submission",
    "Suggester",
    "Tag",
    "TimelineEntry",
    "TrackingToken",
    "VirusScan",
]
