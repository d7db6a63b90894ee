package org.confluens.confirmation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.confluens.concordance.ConcordanceRules;
import org.confluens.config.Settings;

/** What a comparison depends on beside the reports: rules, window, and how documents are read, as one short text. */
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
        String text =
                String.join("\n", rules + settings.text("confluens.concordance.window"), veins.readingFingerprint());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
