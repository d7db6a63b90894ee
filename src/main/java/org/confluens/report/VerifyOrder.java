package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.ZoneId;
import org.confluens.security.Signatory;
import org.confluens.security.Signing;
import org.confluens.sr.VerifyingObserver;

/** Makes of the person of a login the one who answers for a document. */
@ApplicationScoped
class VerifyOrder {

    private Signing signing;
    private Clock clock;

    protected VerifyOrder() {}

    @Inject
    VerifyOrder(Signing signing, Clock clock) {
        this.signing = signing;
        this.clock = clock;
    }

    /** The verifying observer (PS3.3 C.17.2), as of now; the account's password is in the body. */
    VerifyingObserver observer(String account, JsonObject body) {
        Signatory signatory = signing.signatory(account, body);
        return VerifyingObserver.of(
                signatory.name(),
                signatory.identification(),
                signatory.organization(),
                clock.instant().atZone(ZoneId.systemDefault()).toOffsetDateTime());
    }
}
