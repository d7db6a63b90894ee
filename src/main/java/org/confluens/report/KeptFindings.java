package org.confluens.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * The findings of a version's document, kept so that a comparison need not read the document again. The document stays the
 * only truth: these rows can be thrown away, and are made anew when what they depend on has another fingerprint.
 */
@Entity
@Table(name = "report_findings")
public class KeptFindings {

    @Id
    @Column(name = "version_id")
    private long versionId;

    private String fingerprint;

    private String findings;

    protected KeptFindings() {}

    KeptFindings(long versionId, String fingerprint, DocumentFindings findings) {
        this.versionId = versionId;
        this.fingerprint = fingerprint;
        this.findings = DocumentFindingsJson.write(findings);
    }

    long versionId() {
        return versionId;
    }
}
