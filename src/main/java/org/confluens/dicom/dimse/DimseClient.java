package org.confluens.dicom.dimse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confluens.dicom.net.Association;
import org.confluens.dicom.net.AssociationException;
import org.confluens.dicom.net.AsyncOperations;
import org.confluens.dicom.net.ExtendedNegotiation;
import org.confluens.dicom.net.Implementation;
import org.confluens.dicom.net.Pdu;
import org.confluens.dicom.net.ProposedContext;
import org.confluens.dicom.net.RoleSelection;
import org.confluens.dicom.net.UserInformation;

/** Opens associations to other application entities. */
public final class DimseClient {
    private static final int MAX_CONTEXTS = 128;

    private DimseClient() {}

    /**
     * Opens an association.
     *
     * @throws IllegalArgumentException if there are more than 128 contexts (PS3.8 section 9.3.2.2 numbers them 1 to 255)
     * @throws IOException if the peer cannot be reached or rejects the association; the message says which
     */
    public static ClientAssociation open(
            String callingAeTitle, RemoteAe remote, List<PresentationRequest> contexts, ClientOptions options)
            throws IOException {
        if (contexts.size() > MAX_CONTEXTS) {
            throw new IllegalArgumentException(contexts.size() + " presentation contexts");
        }
        Pdu.Request request = new Pdu.Request(
                1,
                remote.aeTitle(),
                callingAeTitle,
                Implementation.APPLICATION_CONTEXT,
                proposed(contexts),
                user(contexts, options));
        return new ClientAssociation(connect(remote, request, options), remote);
    }

    private static Association connect(RemoteAe remote, Pdu.Request request, ClientOptions options) throws IOException {
        try {
            return Association.connect(
                    remote.host(), remote.port(), options.tls(), request, options.limits(), options.timeouts());
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(remote + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static List<ProposedContext> proposed(List<PresentationRequest> contexts) {
        List<ProposedContext> proposed = new ArrayList<>();
        for (PresentationRequest context : contexts) {
            proposed.add(
                    new ProposedContext(2 * proposed.size() + 1, context.sopClassUid(), context.transferSyntaxes()));
        }
        return proposed;
    }

    private static UserInformation user(List<PresentationRequest> contexts, ClientOptions options) {
        boolean async = options.asyncOperations() != 1;
        return new UserInformation(
                options.limits().maxReceivePdu(),
                Implementation.CLASS_UID,
                Implementation.VERSION_NAME,
                async ? Optional.of(new AsyncOperations(options.asyncOperations(), 1)) : Optional.empty(),
                roles(contexts),
                extensions(contexts),
                List.of(),
                options.identity(),
                Optional.empty());
    }

    /** One item a SOP class is all that the standard has. */
    private static List<ExtendedNegotiation> extensions(List<PresentationRequest> contexts) {
        Map<String, ExtendedNegotiation> extensions = new LinkedHashMap<>();
        contexts.forEach(context ->
                context.extension().ifPresent(asked -> extensions.putIfAbsent(context.sopClassUid(), asked)));
        return List.copyOf(extensions.values());
    }

    private static List<RoleSelection> roles(List<PresentationRequest> contexts) {
        Map<String, RoleSelection> roles = new LinkedHashMap<>();
        for (PresentationRequest context : contexts) {
            if (context.asScp()) {
                roles.put(
                        context.sopClassUid(),
                        new RoleSelection(context.sopClassUid(), context.asScu(), context.asScp()));
            }
        }
        return List.copyOf(roles.values());
    }
}
