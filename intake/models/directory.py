"""What ties accounts and roles to the council's own directory of staff."""

from django.conf import settings
from django.db import models

from intake.models.queue import Queue, QueueMembership


class DirectoryAccount(models.Model):
    """Makes an account one of the directory: its person signs in there, and has no password here.

    A person is known by the two together: the provider, and the number that it never gives to another.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="directory"
    )
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="one_account_a_person_of_the_directory"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class GroupMapping(models.Model):
    """What the people of one group of the directory are here. Who is in several groups is all of it."""

    class Role(models.TextChoices):
        """The roles of docs/roles.md; the first is of a queue's team no member yet."""

        STAFF = "staff", "staff, without a queue"
        MEMBER = QueueMembership.Role.MEMBER.value, "member of a queue"
        LEAD = QueueMembership.Role.LEAD.value, "lead of a queue"
        AUDITOR = "auditor", "auditor"
        ADMINISTRATOR = "administrator", "administrator"

    group = models.CharField(
        max_length=200,
        help_text="As the directory sends it, letter for letter: Entra ID sends the group’s object ID.",
    )
    name = models.CharField(
        "what the group is called", max_length=100, blank=True, help_text="For who reads this list."
    )
    role = models.CharField(max_length=13, choices=Role)
    queue = models.ForeignKey(
        Queue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="group_mappings",
        help_text="For members and leads only. From then on groups alone decide who is in its team, "
        "of those who sign in through the directory.",
    )

    class Meta:
        verbose_name = "group of the directory"
        verbose_name_plural = "groups of the directory"
        ordering = ["group", "queue", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "queue"],
                condition=models.Q(queue__isnull=False),
                name="one_role_a_group_and_queue",
                violation_error_message="This group has a role in this queue already.",
            ),
            models.UniqueConstraint(
                fields=["group", "role"],
                condition=models.Q(queue__isnull=True),
                name="one_row_a_group_and_role",
                violation_error_message="This group has this role already.",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["member", "lead"], queue__isnull=False)
                | models.Q(role__in=["staff", "auditor", "administrator"], queue__isnull=True),
                name="a_queue_for_members_and_leads",
                violation_error_message="Members and leads need a queue; the other roles have none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.group}: {self.get_role_display()}"

    def clean(self) -> None:
        """Take off what was pasted with the group's name."""
        self.group = self.group.strip()
