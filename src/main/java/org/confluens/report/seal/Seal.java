package org.confluens.report.seal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keyed hash (HMAC-SHA-256, RFC 2104) over a row. That of a version covers its report and number and the hash of the
 * version before, so that a row cannot be changed, moved, exchanged or taken out. Every field goes in with its length.
 */
public final class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] NONE_BEFORE = new byte[0];

    private final SecretKeySpec key;

    public Seal(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * The hash of a version.
     *
     * @param before that of the version with the number before; empty for the first
     */
    public byte[] of(VersionFacts version, Optional<byte[]> before, boolean atUpgrade) {
        return hash(out -> {
            text(out, atUpgrade ? "version at upgrade" : "version");
            out.writeLong(version.reportId());
            out.writeInt(version.number());
            text(out, version.stage());
            text(out, version.sopInstanceUid());
            text(out, version.predecessorUid().orElse(""));
            text(out, version.formValues());
            bytes(out, version.document());
            text(out, version.verifiedBy());
            text(out, version.madeBy());
            out.writeLong(version.madeAt().getEpochSecond());
            out.writeInt(version.madeAt().getNano() / 1000);
            bytes(out, before.orElse(NONE_BEFORE));
        });
    }

    /** The hash of the state of a report. */
    public byte[] of(ReportFacts report) {
        return hash(out -> {
            text(out, "report");
            out.writeLong(report.id());
            text(out, report.studyInstanceUid());
            text(out, report.patientId());
            text(out, report.patientIssuer());
            text(out, report.templateId());
            text(out, report.state());
            text(out, report.origin());
            out.writeInt(report.versions());
            out.writeInt(report.currentVersion());
            out.writeInt(report.verifiedVersion().orElse(0));
            if (report.sealings() > 0) {
                out.writeInt(report.sealings());
            }
            for (String text : report.shown()) {
                text(out, text);
            }
        });
    }

    /** The hash of the findings that are kept beside a version. */
    public byte[] of(FindingsFacts findings) {
        return hash(out -> {
            text(out, "findings");
            out.writeLong(findings.versionId());
            text(out, findings.sopInstanceUid());
            text(out, findings.fingerprint());
            text(out, findings.findings());
        });
    }

    /** What tells a database, without telling the key, which key its rows are sealed with. */
    byte[] ofKey() {
        return hash(out -> text(out, "key"));
    }

    /** How a version stands; {@code seal} and {@code before} are what the database has, empty if it has none. */
    public SealState check(VersionFacts version, Optional<byte[]> seal, boolean atUpgrade, Optional<byte[]> before) {
        if (seal.isEmpty()) {
            return SealState.UNSEALED;
        }
        boolean linked = version.number() == 1 || before.isPresent();
        if (!linked || !MessageDigest.isEqual(seal.get(), of(version, before, atUpgrade))) {
            return SealState.CHANGED;
        }
        return atUpgrade ? SealState.SEALED_AT_UPGRADE : SealState.INTACT;
    }

    /**
     * How the state of a report stands. A seal of a release that covered less is good for what it covers: no number of
     * sealings was ever sealed both ways.
     */
    public SealState check(ReportFacts report, Optional<byte[]> seal) {
        return seal.map(kept ->
                        isOf(report, kept) || isOf(report.withoutShown(), kept) ? SealState.INTACT : SealState.CHANGED)
                .orElse(SealState.UNSEALED);
    }

    /** Whether the seal is the one that would be put on the state now. */
    public boolean isNewest(ReportFacts report, Optional<byte[]> seal) {
        return seal.filter(kept -> isOf(report, kept)).isPresent();
    }

    private boolean isOf(ReportFacts report, byte[] kept) {
        return MessageDigest.isEqual(kept, of(report));
    }

    /** How the findings stand that are kept beside a version. */
    public SealState check(FindingsFacts findings, Optional<byte[]> seal) {
        return seal.map(kept -> MessageDigest.isEqual(kept, of(findings)) ? SealState.INTACT : SealState.CHANGED)
                .orElse(SealState.UNSEALED);
    }

    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private byte[] hash(Content content) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(message)) {
            content.write(out);
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
