package org.confluens.confirmation;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;

/** One step of a flag's life: written once, never changed. */
@Entity
@Table(name = "flag_change")
@SequenceGenerator(name = "flag_change_seq", sequenceName = "flag_change_seq", allocationSize = 50)
public class FlagChange {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "flag_change_seq")
    private long id;

    @Column(name = "flag_id", updatable = false)
    private long flagId;

    @Column(updatable = false)
    private String event;

    @Column(name = "state_from", updatable = false)
    private String from;

    @Column(name = "state_to", updatable = false)
    private String to;

    @Column(name = "made_by", updatable = false)
    private String by;

    @Column(updatable = false)
    private String why;

    @Column(name = "made_at", updatable = false)
    private Instant at;

    protected FlagChange() {}

    FlagChange(Flag flag, String event, FlagState from, String by, String why, Instant at) {
        this.flagId = flag.id();
        this.event = event;
        this.from = from.name();
        this.to = flag.state().name();
        this.by = by;
        this.why = why;
        this.at = at;
    }

    String event() {
        return event;
    }

    String from() {
        return from;
    }

    String to() {
        return to;
    }

    String by() {
        return by;
    }

    String why() {
        return why;
    }

    Instant at() {
        return at;
    }
}
