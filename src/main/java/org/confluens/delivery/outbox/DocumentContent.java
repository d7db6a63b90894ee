package org.confluens.delivery.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** The content of deliveries, in parts that every database takes. */
@ApplicationScoped
class DocumentContent {

    private static final int PART_BYTES = 500_000;

    @PersistenceContext(unitName = "confluens")
    private EntityManager entities;

    void write(long deliveryId, byte[] content) {
        for (int part = 0; part * (long) PART_BYTES < content.length; part++) {
            int from = part * PART_BYTES;
            entities.createNativeQuery("insert into delivery_content (delivery_id, part, content) values (?, ?, ?)")
                    .setParameter(1, deliveryId)
                    .setParameter(2, part)
                    .setParameter(3, Arrays.copyOfRange(content, from, Math.min(from + PART_BYTES, content.length)))
                    .executeUpdate();
        }
    }

    byte[] read(long deliveryId) {
        List<?> parts = entities.createNativeQuery(
                        "select content from delivery_content where delivery_id = ? order by part")
                .setParameter(1, deliveryId)
                .getResultList();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        parts.forEach(part -> content.writeBytes((byte[]) part));
        return content.toByteArray();
    }
}
