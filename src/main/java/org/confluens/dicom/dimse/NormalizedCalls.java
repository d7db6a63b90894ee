package org.confluens.dicom.dimse;

import java.io.IOException;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;

/** The normalized services as invoker, PS3.7 section 10.3. */
final class NormalizedCalls {
    private final Exchange exchange;
    private final Contexts contexts;

    /** Finds the presentation context of a SOP class. */
    @FunctionalInterface
    interface Contexts {
        int of(String sopClassUid) throws NoPresentationContextException;
    }

    NormalizedCalls(Exchange exchange, Contexts contexts) {
        this.exchange = exchange;
        this.contexts = contexts;
    }

    DimseResponse create(String sopClass, String sopInstance, Dataset attributes) throws IOException {
        int id = exchange.nextMessageId();
        Dataset.Builder request = Command.request(CommandField.N_CREATE, id, !attributes.isEmpty())
                .put(Tag.AffectedSOPClassUID, sopClass);
        if (!sopInstance.isEmpty()) {
            request.put(Tag.AffectedSOPInstanceUID, sopInstance);
        }
        return call(sopClass, id, request, attributes);
    }

    DimseResponse set(String sopClass, String sopInstance, Dataset modifications) throws IOException {
        int id = exchange.nextMessageId();
        return call(
                sopClass, id, requested(CommandField.N_SET, id, sopClass, sopInstance, modifications), modifications);
    }

    DimseResponse get(String sopClass, String sopInstance, int... tags) throws IOException {
        int id = exchange.nextMessageId();
        Dataset.Builder request = requested(CommandField.N_GET, id, sopClass, sopInstance, Dataset.empty());
        if (tags.length > 0) {
            request.putInt(Tag.AttributeIdentifierList, tags);
        }
        return call(sopClass, id, request, Dataset.empty());
    }

    DimseResponse action(String sopClass, String sopInstance, int type, Dataset information) throws IOException {
        int id = exchange.nextMessageId();
        Dataset.Builder request = requested(CommandField.N_ACTION, id, sopClass, sopInstance, information)
                .putInt(Tag.ActionTypeID, type);
        return call(sopClass, id, request, information);
    }

    DimseResponse eventReport(String sopClass, String sopInstance, int type, Dataset information) throws IOException {
        int id = exchange.nextMessageId();
        Dataset.Builder request = Command.request(CommandField.N_EVENT_REPORT, id, !information.isEmpty())
                .put(Tag.AffectedSOPClassUID, sopClass)
                .put(Tag.AffectedSOPInstanceUID, sopInstance)
                .putInt(Tag.EventTypeID, type);
        return call(sopClass, id, request, information);
    }

    DimseResponse delete(String sopClass, String sopInstance) throws IOException {
        int id = exchange.nextMessageId();
        Dataset.Builder request = requested(CommandField.N_DELETE, id, sopClass, sopInstance, Dataset.empty());
        return call(sopClass, id, request, Dataset.empty());
    }

    private static Dataset.Builder requested(
            CommandField field, int id, String sopClass, String sopInstance, Dataset dataSet) {
        return Command.request(field, id, !dataSet.isEmpty())
                .put(Tag.RequestedSOPClassUID, sopClass)
                .put(Tag.RequestedSOPInstanceUID, sopInstance);
    }

    private DimseResponse call(String sopClass, int id, Dataset.Builder request, Dataset dataSet) throws IOException {
        int context = contexts.of(sopClass);
        Messages messages = exchange.messages();
        if (dataSet.isEmpty()) {
            messages.send(context, request.build());
        } else {
            messages.send(context, request.build(), messages.encoded(context, dataSet), true);
        }
        return exchange.result(exchange.response(id));
    }
}
