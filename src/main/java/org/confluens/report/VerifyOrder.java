package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.confluens.dicom.data.PersonName;
import org.confluens.sr.Code;
import org.confluens.sr.VerifyingObserver;
import org.confluens.web.Problem;
import org.confluens.web.ProblemException;

/** Reads who verifies a report. */
@ApplicationScoped
class VerifyOrder {

    private static final int LONGEST_NAME = 194; // three groups of VR PN
    private static final int LONGEST_TEXT = 64; // VR LO
    private static final int LONGEST_CODE = 16; // VR SH

    private Clock clock;

    protected VerifyOrder() {}

    @Inject
    VerifyOrder(Clock clock) {
        this.clock = clock;
    }

    /** The verifying observer (PS3.3 C.17.2), as of now. */
    VerifyingObserver observer(JsonObject body) {
        PersonName name = PersonName.parse(Preconditions.text(body, "name", LONGEST_NAME));
        if (name.familyName().isBlank()
                && name.toString().replaceAll("[=^]", "").isBlank()) {
            throw new ProblemException(
                    Problem.invalid("name", "person-name", "The name is empty", "Send it as Family^Given"));
        }
        String organization = Preconditions.text(body, "organization", LONGEST_TEXT);
        return VerifyingObserver.of(
                name,
                identification(body),
                organization,
                clock.instant().atZone(ZoneId.systemDefault()).toOffsetDateTime());
    }

    private static Optional<Code> identification(JsonObject body) {
        if (!body.containsKey("identification") || body.isNull("identification")) {
            return Optional.empty();
        }
        JsonObject code = Preconditions.object(body, "identification");
        return Optional.of(new Code(
                Preconditions.text(code, "code", LONGEST_CODE),
                Preconditions.text(code, "scheme", LONGEST_CODE),
                Preconditions.text(code, "meaning", LONGEST_TEXT)));
    }
}
