"""The words of H5P's content types, which show English wherever a file does not bring its own.

H5P has no Kazakh, Kyrgyz, Tajik or Uzbek, so every field of every type that we use stands here.
Versions are pinned to what Moodle 4.5 can install (core API 1.27); platforms take a file that
asks for an older minor version than they have, and refuse one that asks for a newer.
"""

from collections.abc import Mapping
from typing import Any

from oer.model import Language

PINS = {
    "H5P.AdvancedText": (1, 1),
    "H5P.Blanks": (1, 14),
    "H5P.Column": (1, 18),
    "H5P.Dialogcards": (1, 9),
    "H5P.DragText": (1, 10),
    "H5P.Image": (1, 1),
    "H5P.InteractiveBook": (1, 11),
    "H5P.MultiChoice": (1, 16),
    "H5P.QuestionSet": (1, 20),
    "H5P.Table": (1, 1),
    "H5P.TrueFalse": (1, 8),
}
"""Machine name -> major and minor version."""

CONFIRM = {
    "confirmCheck": {
        "header": "h5p.finish_title",
        "body": "h5p.finish_body",
        "cancelLabel": "h5p.cancel",
        "confirmLabel": "h5p.finish",
    },
    "confirmRetry": {
        "header": "h5p.retry_title",
        "body": "h5p.retry_body",
        "cancelLabel": "h5p.cancel",
        "confirmLabel": "h5p.confirm",
    },
}
READ_ALOUD = {
    "a11yCheck": "h5p.a11y_check",
    "a11yShowSolution": "h5p.a11y_show_solution",
    "a11yRetry": "h5p.a11y_retry",
    "scoreBarLabel": "h5p.score_bar",
}
FIELDS: Mapping[str, Mapping[str, Any]] = {
    "H5P.MultiChoice": {
        "UI": {
            "checkAnswerButton": "h5p.check",
            "submitAnswerButton": "h5p.submit",
            "showSolutionButton": "h5p.show_solution",
            "tryAgainButton": "h5p.retry",
            "tipsLabel": "h5p.show_tip",
            "tipAvailable": "h5p.tip_available",
            "feedbackAvailable": "h5p.feedback_available",
            "readFeedback": "h5p.read_feedback",
            "wrongAnswer": "h5p.wrong",
            "correctAnswer": "h5p.correct",
            "shouldCheck": "h5p.should_check",
            "shouldNotCheck": "h5p.should_not_check",
            "noInput": "h5p.no_input",
            **READ_ALOUD,
        },
        **CONFIRM,
    },
    "H5P.TrueFalse": {
        "l10n": {
            "trueText": "lms.word_true",
            "falseText": "lms.word_false",
            "score": "h5p.score_of",
            "checkAnswer": "h5p.check",
            "submitAnswer": "h5p.submit",
            "showSolutionButton": "h5p.show_solution",
            "tryAgain": "h5p.retry",
            "wrongAnswerMessage": "h5p.wrong",
            "correctAnswerMessage": "h5p.correct",
            **READ_ALOUD,
        },
        **CONFIRM,
    },
    "H5P.Blanks": {
        "showSolutions": "h5p.show_solution",
        "tryAgain": "h5p.retry",
        "checkAnswer": "h5p.check",
        "submitAnswer": "h5p.submit",
        "notFilledOut": "h5p.no_gaps",
        "answerIsCorrect": "h5p.ans_correct",
        "answerIsWrong": "h5p.ans_wrong",
        "answeredCorrectly": "h5p.answered_correctly",
        "answeredIncorrectly": "h5p.answered_incorrectly",
        "solutionLabel": "h5p.correct_answer",
        "inputLabel": "h5p.gap",
        "inputHasTipLabel": "h5p.tip_available",
        "tipLabel": "h5p.tip",
        "a11yCheckingModeHeader": "h5p.checking",
        **READ_ALOUD,
        **CONFIRM,
    },
    "H5P.DragText": {
        "checkAnswer": "h5p.check",
        "submitAnswer": "h5p.submit",
        "tryAgain": "h5p.retry",
        "showSolution": "h5p.show_solution",
        "dropZoneIndex": "h5p.drop_zone",
        "empty": "h5p.drop_zone_empty",
        "contains": "h5p.drop_zone_contains",
        "ariaDraggableIndex": "h5p.draggable",
        "tipLabel": "h5p.show_tip",
        "correctText": "h5p.correct",
        "incorrectText": "h5p.wrong",
        "resetDropTitle": "h5p.reset_drop",
        "resetDropDescription": "h5p.reset_drop_body",
        "grabbed": "h5p.grabbed",
        "cancelledDragging": "h5p.cancelled",
        "correctAnswer": "h5p.correct_answer",
        "feedbackHeader": "h5p.feedback",
        **READ_ALOUD,
    },
    "H5P.QuestionSet": {
        "texts": {
            "prevButton": "h5p.previous_question",
            "nextButton": "h5p.next_question",
            "finishButton": "h5p.finish",
            "submitButton": "h5p.submit",
            "textualProgress": "h5p.progress",
            "jumpToQuestion": "h5p.jump",
            "questionLabel": "h5p.question",
            "readSpeakerProgress": "h5p.progress",
            "unansweredText": "h5p.unanswered",
            "answeredText": "h5p.answered",
            "currentQuestionText": "h5p.current_question",
            "navigationLabel": "h5p.questions",
            "questionSetInstruction": "h5p.choose_question",
        },
        "introPage": {"startButtonText": "h5p.start"},
        "endGame": {
            "message": "h5p.your_result",
            "noResultMessage": "h5p.done",
            "scoreBarLabel": "h5p.score_bar",
            "solutionButtonText": "h5p.show_solution",
            "retryButtonText": "h5p.retry",
            "finishButtonText": "h5p.finish",
            "submitButtonText": "h5p.submit",
            "skipButtonText": "h5p.next",
        },
    },
    "H5P.Dialogcards": {
        "answer": "h5p.turn",
        "next": "h5p.next",
        "prev": "h5p.previous",
        "retry": "h5p.retry",
        "correctAnswer": "h5p.got_right",
        "incorrectAnswer": "h5p.got_wrong",
        "round": "h5p.round",
        "cardsLeft": "h5p.cards_left",
        "nextRound": "h5p.next_round",
        "startOver": "h5p.start_over",
        "showSummary": "h5p.next",
        "summary": "h5p.summary",
        "summaryCardsRight": "h5p.cards_right",
        "summaryCardsWrong": "h5p.cards_wrong",
        "summaryCardsNotShown": "h5p.cards_not_shown",
        "summaryOverallScore": "h5p.overall_score",
        "summaryCardsCompleted": "h5p.cards_completed",
        "summaryCompletedRounds": "h5p.rounds_completed",
        "summaryAllDone": "h5p.all_done",
        "progressText": "h5p.card_of",
        "cardFrontLabel": "h5p.card_front",
        "cardBackLabel": "h5p.card_back",
        "tipButtonLabel": "h5p.show_tip",
        "audioNotSupported": "h5p.no_audio",
        "confirmStartingOver": {
            "header": "h5p.start_over_title",
            "body": "h5p.start_over_body",
            "cancelLabel": "h5p.cancel",
            "confirmLabel": "h5p.start_over",
        },
    },
    "H5P.InteractiveBook": {
        "read": "h5p.read",
        "displayTOC": "h5p.show_contents",
        "hideTOC": "h5p.hide_contents",
        "nextPage": "h5p.next_page",
        "previousPage": "h5p.previous_page",
        "chapterCompleted": "h5p.page_completed",
        "partCompleted": "h5p.part_completed",
        "incompleteChapter": "h5p.page_incomplete",
        "navigateToTop": "h5p.to_top",
        "markAsFinished": "h5p.finished_page",
        "fullscreen": "h5p.fullscreen",
        "exitFullscreen": "h5p.exit_fullscreen",
        "bookProgressSubtext": "h5p.pages_of",
        "interactionsProgressSubtext": "h5p.interactions_of",
        "submitReport": "h5p.submit_report",
        "restartLabel": "h5p.restart",
        "summaryHeader": "h5p.summary",
        "allInteractions": "h5p.all_interactions",
        "unansweredInteractions": "h5p.unanswered_interactions",
        "scoreText": "h5p.score_fraction",
        "leftOutOfTotalCompleted": "h5p.left_of",
        "noInteractions": "h5p.no_interactions",
        "score": "h5p.score",
        "summaryAndSubmit": "h5p.summary_submit",
        "noChapterInteractionBoldText": "h5p.no_pages",
        "noChapterInteractionText": "h5p.no_pages_text",
        "yourAnswersAreSubmittedForReview": "h5p.submitted",
        "bookProgress": "h5p.book_progress",
        "interactionsProgress": "h5p.interactions_progress",
        "totalScoreLabel": "h5p.total_score",
        "a11y": {"progress": "h5p.page_of", "menu": "h5p.toggle_menu"},
    },
    "H5P.Image": {
        "contentName": "h5p.image",
        "expandImage": "h5p.expand_image",
        "minimizeImage": "h5p.minimize_image",
    },
}
"""Machine name -> field -> key of an interface word; fields in groups as H5P groups them."""


def interface(library: str, language: Language) -> dict[str, Any]:
    """Everything that a content type says by itself, in a language."""
    return {name: _said(field, language) for name, field in FIELDS.get(library, {}).items()}


def _said(field: Any, language: Language) -> Any:
    if isinstance(field, str):
        return language.words[field].partition("|")[0]
    return {name: _said(inner, language) for name, inner in field.items()}
