package dev.strata.command.link.web;

import dev.strata.kernel.link.LinkQuestion;
import dev.strata.platform.signing.InvalidStatementException;
import dev.strata.platform.signing.SignedStatements;
import dev.strata.platform.web.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Believes what another side has signed: that a stranger shows a token, and from where. */
@Component
class SideQuestions {
    private final SignedStatements<LinkQuestion> questions;

    SideQuestions(SignedStatements<LinkQuestion> questions) {
        this.questions = questions;
    }

    LinkQuestion read(String question) {
        try {
            return questions.verify(question);
        } catch (InvalidStatementException _) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "not-a-side", "Only the other parts of Strata may ask this.");
        }
    }
}
