package org.confluens.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The keyed hash over a version, in a row of its own that is found by the version's place in the chain of its report. */
@Entity
@Table(name = "report_version_seal")
public class VersionSeal {

    @Id
    @Column(name = "version_id", updatable = false)
    private long versionId;

    @Column(name = "report_id", updatable = false)
    private long reportId;

    @Column(updatable = false)
    private int number;

    @Column(updatable = false)
    private byte[] seal;

    @Column(name = "at_upgrade", updatable = false)
    private boolean atUpgrade;

    protected VersionSeal() {}

    VersionSeal(ReportVersion version, byte[] seal) {
        this.versionId = version.id();
        this.reportId = version.reportId();
        this.number = version.number();
        this.seal = seal.clone();
    }
}
