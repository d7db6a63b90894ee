package org.confluens.patient;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The patients, and what becomes of them when two turn out to be one. */
@ApplicationScoped
@Transactional
public class PatientDirectory implements Patients {

    private PatientTable table;
    private PatientAliases aliases;
    private Consumer<PatientMerged> merged = event -> {};
    private Consumer<PatientUpdated> updated = event -> {};

    protected PatientDirectory() {}

    @Inject
    PatientDirectory(PatientWiring wiring, Event<PatientMerged> merged, Event<PatientUpdated> updated) {
        this(wiring.database(), merged::fire, updated::fire);
    }

    /** A directory over that database; its calls take part in the caller's transaction. */
    public PatientDirectory(DataSource database, Consumer<PatientMerged> merged, Consumer<PatientUpdated> updated) {
        this.table = new PatientTable(database);
        this.aliases = new PatientAliases(database);
        this.merged = merged;
        this.updated = updated;
    }

    @Override
    public Optional<Patient> patient(PatientKey key) {
        return table.row(key).map(this::survivor);
    }

    private Patient survivor(PatientTable.Row row) {
        return row.mergedInto().map(table::row).orElse(row).patient();
    }

    @Override
    public Optional<Patient> who(PatientKey named, String birthDate) {
        return identify(named, birthDate).survivor().stream()
                .mapToObj(row -> table.row(row).patient())
                .findFirst();
    }

    @Override
    public List<PatientKey> survivors(String id) {
        return aliases.survivors(List.of(id), Optional.empty());
    }

    private Identification identify(PatientKey named, String birthDate) {
        return Identification.of(named, birthDate, table.names(named.id()));
    }

    @Override
    public Patient register(Patient named) {
        Identification meant = identify(named.key(), named.birthDate());
        PatientTable.Row row = meant.survivor().isPresent()
                ? table.row(meant.survivor().getAsLong())
                : table.lock(named.as(meant.key()));
        table.describe(row.id(), named, PatientSource.WORKLIST);
        settle(named.key());
        return survivor(table.row(row.id()));
    }

    @Override
    public Optional<Patient> correct(Patient named) {
        PatientKey key = named.key();
        List<KnownName> names = table.names(key.id());
        if (Identification.isAmbiguous(key, named.birthDate(), names)) {
            return Optional.empty();
        }
        // Whoever tells of changes of patients outranks what is known: with the exact key, another birth date corrects
        // it.
        boolean exact = names.stream().anyMatch(name -> name.key().equals(key));
        Identification meant = Identification.of(key, exact ? "" : named.birthDate(), names);
        PatientTable.Row before = meant.survivor().isPresent()
                ? table.row(meant.survivor().getAsLong())
                : table.lock(named.as(meant.key()));
        PatientKey known = before.patient().key();
        table.describe(before.id(), named, PatientSource.ADMINISTRATION);
        keepBirthDates(before, named.birthDate());
        settle(key);
        updated.accept(new PatientUpdated(known));
        return patient(known);
    }

    /** What was made with the birth date that was corrected still comes, and what came with the right one was right. */
    private void keepBirthDates(PatientTable.Row before, String birthDate) {
        Patient patient = before.patient();
        String old = patient.birthDate();
        if (birthDate.isEmpty() || old.isEmpty() || old.equals(birthDate)) {
            return;
        }
        PatientTable.Row oldName = table.lock(patient.as(patient.key().otherwiseBorn(old)));
        if (oldName.mergedInto().isEmpty()) {
            table.merge(oldName.id(), before.id());
        }
        table.row(patient.key().otherwiseBorn(birthDate))
                .filter(row -> row.mergedInto().isEmpty() && !table.areToldApart(row.id(), before.id()))
                .ifPresent(row -> merge(row.patient().key(), new Patient(patient.key(), "", "", "")));
    }

    @Override
    public void merge(PatientKey prior, Patient survivor) {
        join(prior, survivor, true);
    }

    @Override
    public void move(PatientKey source, Patient target) {
        join(source, target, false);
    }

    /** Both rows are held in one order, so that two merges at a time do not wait for each other. */
    private void join(PatientKey priorKey, Patient named, boolean retires) {
        Patient unknown = new Patient(priorKey, "", "", "");
        boolean priorFirst = (priorKey.id() + '\\' + priorKey.issuer())
                        .compareTo(named.key().id() + '\\' + named.key().issuer())
                < 0;
        PatientTable.Row early = table.lock(priorFirst ? unknown : named);
        PatientTable.Row late = table.lock(priorFirst ? named : unknown);
        PatientTable.Row prior = priorFirst ? early : late;
        PatientTable.Row survivor = priorFirst ? late : early;
        boolean one = prior.survivor() == survivor.survivor();
        boolean turnedRound = one && retires && survivor.id() != survivor.survivor() && prior.id() == prior.survivor();
        long to = turnedRound ? survivor.id() : survivor.survivor();
        long from = turnedRound ? survivor.survivor() : prior.survivor();
        PatientTable.Row target = table.row(to);
        PatientTable.Row source = table.row(from);
        if (from != to && retires) {
            table.merge(from, to);
        }
        table.describe(to, named, PatientSource.ADMINISTRATION);
        if (from != to) {
            table.describe(to, source.patient(), PatientSource.FILLING);
            merged.accept(
                    new PatientMerged(source.patient().key(), target.patient().key()));
        }
    }

    @Override
    public boolean settle(PatientKey key) {
        Optional<List<KnownName>> found = Identification.issuerFound(table.names(key.id()))
                .filter(pair ->
                        !table.areToldApart(pair.get(0).survivor(), pair.get(1).survivor()));
        found.ifPresent(pair -> merge(
                pair.get(0).key(),
                new Patient(table.row(pair.get(1).survivor()).patient().key(), "", "", "")));
        return found.isPresent();
    }
}
