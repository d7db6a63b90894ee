package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.confluens.concordance.ConcordanceRules;
import org.confluens.config.Settings;
import org.confluens.finding.Segment;

/** What a comparison depends on beside the reports: rules, window, anatomy and vocabulary, as one short text. */
@ApplicationScoped
class Fingerprint {
    private final String rules = ConcordanceRules.fingerprint();

    private Settings settings;
    private VeinMap veins;

    protected Fingerprint() {}

    @Inject
    Fingerprint(Settings settings, VeinMap veins) {
        this.settings = settings;
        this.veins = veins;
    }

    String now() {
        StringBuilder text = new StringBuilder(rules).append(settings.text("confluens.concordance.window"));
        for (Segment segment : veins.anatomy().segments()) {
            text.append('\n').append(segment.id()).append(segment.site()).append(segment.oftenPhysiological());
            segment.assessableBy().stream().sorted().forEach(text::append);
        }
        text.append('\n').append(veins.vocabularyFingerprint());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
