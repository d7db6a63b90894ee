package org.confluens.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Optional;
import org.confluens.delivery.outbox.ShippingCheck;

/** Lets a version of a report out of the house only as it was written, whether the version or the copy to send was changed. */
@ApplicationScoped
@Transactional
class SealedShipping implements ShippingCheck {

    private Reports reports;

    protected SealedShipping() {}

    @Inject
    SealedShipping(Reports reports) {
        this.reports = reports;
    }

    @Override
    public Optional<String> obstacle(String sopInstanceUid, byte[] content) {
        return reports.version(sopInstanceUid).flatMap(version -> {
            if (!version.seal().intact()) {
                return Optional.of("version %d of report %d is not as it was written"
                        .formatted(version.number(), version.reportId()));
            }
            return Arrays.equals(version.document().content(), content)
                    ? Optional.empty()
                    : Optional.of("this copy of version %d of report %d is not as it was written"
                            .formatted(version.number(), version.reportId()));
        });
    }
}
