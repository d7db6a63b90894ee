package org.confluens.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.confluens.report.seal.FindingsFacts;
import org.confluens.report.seal.Seal;

/**
 * The findings of a version's document, kept so that a comparison need not read the document again. The document stays the
 * only truth: these rows can be thrown away, and are made anew when what they depend on has another fingerprint, or when
 * they are not as they were written.
 */
@Entity
@Table(name = "report_findings")
public class KeptFindings {

    @Id
    @Column(name = "version_id")
    private long versionId;

    private String fingerprint;

    private String findings;

    private byte[] seal;

    protected KeptFindings() {}

    KeptFindings(CountedVersion version, String fingerprint, DocumentFindings findings, Seal key) {
        this.versionId = version.id();
        this.fingerprint = fingerprint;
        this.findings = DocumentFindingsJson.write(findings);
        this.seal = key.of(new FindingsFacts(versionId, version.sopInstanceUid(), fingerprint, this.findings));
    }

    long versionId() {
        return versionId;
    }
}
