"""What the acts of this floor are called in the event log."""

from django.utils.translation import gettext_lazy as _

from organization import acts, particulars

acts.register(
    {
        "partner.entered": _("Partner entered"),
        "partner.ended": _("Partnership ended"),
        "initiative.proposed": _("Initiative put before the partners"),
        "initiative.signed": _("Signatures of partners entered"),
        "finding.reported": _("Finding reported"),
        "finding.confirmed": _("Finding confirmed"),
        "finding.rectifying": _("Finding handed to rectification"),
        "finding.closed": _("Finding closed out"),
        "finding.merged": _("Finding merged"),
        "finding.dismissed": _("Finding dismissed"),
        "finding.source_added": _("Source added to a finding"),
        "finding.source_moved": _("Source moved to a finding"),
        "finding.unmerged": _("Merge undone"),
        "finding.split": _("Finding split into parts"),
        "finding.limited": _("Said who may see the finding"),
        "finding.joined": _("Part joined to its finding"),
        "findingfeedback.sent": _("Finding sent to its department"),
        "finding.taken_further": _("Other departments asked to check"),
        "liability.determined": _("Responsibility determined"),
        "liability.withdrawn": _("Determination withdrawn"),
        "consequence.recorded": _("Result of accountability recorded"),
        "servicefault.opened": _("Service fault recorded"),
        "servicefault.returned": _("Service fault sent back"),
        "complaintperiod.entered": _("Complaint statistics entered"),
        "complaintperiod.corrected": _("Complaint statistics corrected"),
        "complaintcount.put_forward": _("Complaints put forward for a finding"),
        "complaintcount.taken_back": _("Complaints no longer put forward"),
        "complaintrules.changed": _("Settings of complaint statistics changed"),
        "campaign.complaints_imported": _("Complaint statistics imported"),
        "consolidationrules.changed": _("Rules of consolidation changed"),
        "campaign.scores_exported": _("Scores of departments exported"),
        "opinion.written_down": _("Opinion written down"),
        "meeting.guests_invited": _("Guests of a meeting invited"),
        "meeting.guests_noted": _("Noted which guests came"),
        "opinion.classified": _("Opinion classified"),
        "opinion.handed_over": _("Opinion handed over"),
        "opinion.taken_back": _("Opinion taken back from the department"),
        "opinion.replied_to": _("Reply to an opinion"),
        "opinionbox.put_up": _("Opinion box put up"),
        "opinion.note_refused": _("Note for an opinion box refused"),
        "opinionrules.changed": _("Rules of opinions changed"),
        "campaign.boxes_emptied": _("Opinion boxes emptied"),
        "campaign.opinions_exported": _("Opinions exported"),
        "campaign.complaints_exported": _("Complaint statistics exported"),
        "survey.written": _("Survey begun"),
        "survey.changed": _("Survey changed"),
        "survey.question_added": _("Question added"),
        "survey.question_changed": _("Question changed"),
        "survey.question_removed": _("Question taken out"),
        "survey.reopened": _("Survey opened again"),
        "survey.invited": _("Invitations to a survey made"),
        "survey.key_issued_anew": _("Key of an invitation issued anew"),
        "survey.visit_recorded": _("Answers of a visit written down"),
        "survey.scores_imported": _("Scores of a system imported"),
        "survey.results_exported": _("Results of a survey exported"),
        "survey.answer_refused": _("Answer to a survey refused"),
        "finding.changed": _("Finding changed"),
        "aspect.named": _("Aspect named"),
        "suggestion.made": _("Suggestion made"),
        "campaign.findings_exported": _("Findings exported"),
    }
)
particulars.register(
    {
        "sources": _("Number of sources"),
        "source": _("Source"),
        "into": _("Merged into finding"),
        "out_of": _("Out of finding"),
        "degree": _("Degree"),
        "what": _("What followed"),
        "reach": _("Who may see it"),
        "part_of": _("Part of finding"),
        "parts": _("Numbers of the parts"),
        "notes": _("Number of notes"),
        "guests": _("Number of guests"),
        "into_opinion": _("Merged into opinion"),
        "answers": _("Number of answers"),
        "periods": _("Number of periods"),
        "times": _("Stands for so many"),
    }
)
particulars.WHY_REFUSED.update(
    {
        "full": _("there is no place left"),
        "many": _("too many in one minute"),
        "markup": _("it was no text but the code of a web page"),
    }
)
acts.register(
    {
        "campaign.list_changed": _("List of words changed"),
        "campaign.visits_exported": _("Visits exported"),
        "campaign.walks_planned": _("Walk-through tasks planned"),
        "campaign.walks_exported": _("Walk-through tasks exported"),
        "campaign.proposals_exported": _("Proposals exported"),
        "visitscript.made": _("Script made"),
        "visitscript.changed": _("Script changed"),
        "visitorterm.engaged": _("Visitor engaged"),
        "visitorterm.changed": _("Contract of a visitor changed"),
        "visitorterm.released": _("Visitor released"),
        "evaluatorterm.appointed": _("Evaluator appointed"),
        "evaluatorterm.ended": _("Appointment of an evaluator ended early"),
        "evaluatorsheet.published": _("Published to evaluators"),
        "evaluatorsheet.withdrawn": _("Publication to evaluators withdrawn"),
        "scoreround.opened": _("Round of scores opened"),
        "scoreround.closed": _("Round of scores closed"),
        "evaluationresult.recorded": _("Result of the evaluation recorded"),
        "visitplan.made": _("Visits planned"),
        "sitevisit.saved": _("Record of a visit saved"),
        "sitevisit.photo_added": _("Photo added to a visit"),
        "sitevisit.photo_removed": _("Photo taken from a visit"),
        "walktask.saved": _("Walk-through written down"),
        "proposal.made": _("Proposal made"),
        "walkproject.changed": _("Project described"),
    }
)
particulars.register(
    {
        "list": _("List"),
        "given": _("Evaluators who gave scores"),
        "grade": _("Grade"),
        "until": _("Until"),
        "visits": _("Number of visits"),
        "tasks": _("Number of tasks"),
    }
)
