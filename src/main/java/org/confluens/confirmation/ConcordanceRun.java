package org.confluens.confirmation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** One comparison of all patients again: how far it is. How far is written after each batch, which may be compared twice. */
@Entity
@Table(name = "concordance_run")
@SequenceGenerator(name = "concordance_run_seq", sequenceName = "concordance_run_seq", allocationSize = 50)
public class ConcordanceRun {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "concordance_run_seq")
    private long id;

    private String fingerprint;

    @Column(name = "started_by")
    private String startedBy;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Column(name = "next_patient")
    private long nextPatient;

    @Column(name = "claimed_until")
    private Instant claimedUntil;

    private long patients;
    private long failures;

    protected ConcordanceRun() {}

    ConcordanceRun(String fingerprint, String by, Instant now) {
        this.fingerprint = fingerprint;
        this.startedBy = by;
        this.startedAt = now;
    }

    void passed(long patientRow, boolean failed) {
        nextPatient = patientRow + 1;
        patients++;
        failures += failed ? 1 : 0;
    }

    void claim(Instant until) {
        claimedUntil = until;
    }

    void free() {
        claimedUntil = null;
    }

    void finish(Instant now) {
        finishedAt = now;
    }

    long id() {
        return id;
    }

    String fingerprint() {
        return fingerprint;
    }

    String startedBy() {
        return startedBy;
    }

    Instant startedAt() {
        return startedAt;
    }

    Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    long nextPatient() {
        return nextPatient;
    }

    long patients() {
        return patients;
    }

    long failures() {
        return failures;
    }
}
