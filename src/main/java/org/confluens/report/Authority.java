package org.confluens.report;

import java.util.Optional;
import org.confluens.rights.Origin;

/**
 * On whose word a document from elsewhere takes effect: that of its sender, where the sender has the right to it, or that of a
 * person here who has accepted it.
 */
record Authority(Origin origin, Optional<String> acceptedBy) {

    /** What the sender lacks, so that a person has to accept the document. */
    enum Lack {
        SIGN("It is signed by somebody elsewhere, and %s may not sign here; it counts once a person here accepts it"),
        REJECT("It rejects what is kept here, and %s may not reject; it takes effect once a person here accepts it");

        private final String words;

        Lack(String words) {
            this.words = words;
        }
    }

    /** The sender's own. */
    static Authority of(Origin origin) {
        return new Authority(origin, Optional.empty());
    }

    /** Whether verified reports count. */
    boolean signs() {
        return origin.signs() || acceptedBy.isPresent();
    }

    /** Whether rejection notes take effect. */
    boolean rejects() {
        return origin.rejects() || acceptedBy.isPresent();
    }

    /** Puts a document aside until a person accepts it. */
    ForeignDocument.Verdict waiting(Lack lack, Optional<Report> report) {
        String reason = lack.words.formatted(origin.aeTitle());
        ForeignDocument.Verdict aside = report.map(about -> ForeignDocument.Verdict.setAside(about, reason))
                .orElseGet(() -> ForeignDocument.Verdict.setAside(reason));
        return aside.lacking(lack);
    }

    /** Who made a version of such a document: its observer, who stored it, and who accepted it. */
    String madeBy(String observer) {
        return (observer.isEmpty() ? "" : observer + ", ")
                + "stored by "
                + origin
                + acceptedBy.map(who -> ", accepted by " + who).orElse("");
    }
}
