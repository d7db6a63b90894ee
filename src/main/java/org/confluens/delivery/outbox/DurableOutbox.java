package org.confluens.delivery.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import org.confluens.config.Settings;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.DatasetWriter;
import org.confluens.dicom.data.TransferSyntax;

/** The outbox as rows of the database. */
@ApplicationScoped
class DurableOutbox implements Outbox {

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    private DocumentContent contents;
    private Settings settings;
    private Clock clock;
    private Event<Enqueued> enqueued;

    protected DurableOutbox() {}

    @Inject
    DurableOutbox(DocumentContent contents, Settings settings, Clock clock, Event<Enqueued> enqueued) {
        this.contents = contents;
        this.settings = settings;
        this.clock = clock;
        this.enqueued = enqueued;
    }

    @Override
    @Transactional
    public void store(Dataset document, String reference, String line) {
        Delivery delivery = new Delivery(
                document, reference, settings.text("confluens.pacs"), line, nextPlace(line), clock.instant());
        entities.persist(delivery);
        entities.flush();
        contents.write(delivery.id(), DatasetWriter.bytes(document, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        enqueued.fire(new Enqueued());
    }

    /** Keys can't say it: each node takes them in blocks. */
    private long nextPlace(String line) {
        Long last = entities.createQuery("select max(d.place) from Delivery d where d.line = :line", Long.class)
                .setParameter("line", line)
                .getSingleResult();
        return last == null ? 1 : last + 1;
    }
}
