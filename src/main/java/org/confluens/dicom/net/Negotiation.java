package org.confluens.dicom.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How an acceptor answers a request, PS3.8 section 7.1 and PS3.7 annex D. */
public final class Negotiation {
    /** PS3.8 table 9-11 forbids 16 spaces, PS3.5 table 6.2-1 the backslash and control characters. */
    private static final Pattern AE_TITLE = Pattern.compile("[\\x21-\\x7E&&[^\\\\]](?:[\\x20-\\x7E&&[^\\\\]])*");

    private final Map<String, ContextOffer> offers;
    private final Map<String, ContextOffer> byServiceClass;
    private final NetLimits limits;

    /**
     * @param byServiceClass by Service Class UID, what is offered of SOP classes that no offer names but that the requestor
     *     says to be of that service class (PS3.7 section D.3.3.6)
     * @throws IllegalStateException if two offers name one abstract syntax
     */
    public Negotiation(List<ContextOffer> offers, Map<String, ContextOffer> byServiceClass, NetLimits limits) {
        this.byServiceClass = Map.copyOf(byServiceClass);
        this.offers = offers.stream().collect(Collectors.toMap(ContextOffer::abstractSyntax, Function.identity()));
        this.limits = limits;
    }

    /** The reason to refuse the request whatever it asks for, PS3.8 table 9-21. */
    public static Optional<RejectReason> unacceptable(Pdu.Request request, NetLimits limits) {
        if ((request.protocolVersion() & 1) == 0) {
            return Optional.of(RejectReason.PROTOCOL_VERSION_NOT_SUPPORTED);
        }
        if (!request.applicationContext().equals(Implementation.APPLICATION_CONTEXT)) {
            return Optional.of(RejectReason.APPLICATION_CONTEXT_NOT_SUPPORTED);
        }
        if (!AE_TITLE.matcher(request.callingAeTitle()).matches()) {
            return Optional.of(RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED);
        }
        if (request.contexts().size() > limits.maxContexts()) {
            return Optional.of(RejectReason.LOCAL_LIMIT_EXCEEDED);
        }
        return Optional.empty();
    }

    /**
     * The acceptance, context by context; an association without any accepted context is still accepted.
     *
     * @param permitted which abstract syntaxes this caller may use; the others are refused by user rejection
     */
    public Pdu.Accept accept(Pdu.Request request, Predicate<String> permitted, Optional<byte[]> identityResponse) {
        List<ContextResult> results = request.contexts().stream()
                .map(context -> result(context, offer(request, context.abstractSyntax()), permitted))
                .toList();
        UserInformation asked = request.user();
        UserInformation user = new UserInformation(
                limits.maxReceivePdu(),
                Implementation.CLASS_UID,
                Implementation.VERSION_NAME,
                asked.asyncOperations().map(window -> window.limitedTo(limits.maxOperations())),
                roles(request),
                extensions(request),
                List.of(),
                Optional.empty(),
                identityResponse);
        return new Pdu.Accept(request.fixedFields(), Implementation.APPLICATION_CONTEXT, results, user);
    }

    /** What is offered of a SOP class; where nothing is, of the service class that the requestor says it is of. */
    private Optional<ContextOffer> offer(Pdu.Request request, String sopClass) {
        return Optional.ofNullable(offers.get(sopClass))
                .or(() -> request.user().commonExtended().stream()
                        .filter(item -> item.sopClass().equals(sopClass))
                        .findFirst()
                        .map(item -> byServiceClass.get(item.serviceClass())));
    }

    private static ContextResult result(
            ProposedContext proposed, Optional<ContextOffer> offer, Predicate<String> permitted) {
        if (proposed.id() % 2 == 0) {
            // PS3.8 section 9.3.2.2 has odd numbers only; the rest of the request may still be of use.
            return refusal(proposed, ContextResult.Result.NO_REASON);
        }
        if (offer.isEmpty()) {
            return refusal(proposed, ContextResult.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        }
        if (!permitted.test(proposed.abstractSyntax())) {
            return refusal(proposed, ContextResult.Result.USER_REJECTION);
        }
        return offer.get().transferSyntaxes().stream()
                .filter(proposed.transferSyntaxes()::contains)
                .findFirst()
                .map(syntax -> new ContextResult(proposed.id(), ContextResult.Result.ACCEPTANCE, syntax))
                .orElseGet(() -> refusal(proposed, ContextResult.Result.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }

    private static ContextResult refusal(ProposedContext proposed, ContextResult.Result reason) {
        // The transfer syntax of a refused context is not significant (PS3.8 table 9-18) but has to be there.
        String any = proposed.transferSyntaxes().stream().findFirst().orElse("");
        return new ContextResult(proposed.id(), reason, any);
    }

    private List<RoleSelection> roles(Pdu.Request request) {
        List<RoleSelection> granted = new ArrayList<>();
        byClass(request.user().roles())
                .forEach((sopClass, role) -> offer(request, sopClass)
                        .ifPresent(offer -> granted.add(
                                new RoleSelection(sopClass, role.scu() && offer.scp(), role.scp() && offer.scu()))));
        return granted;
    }

    private List<ExtendedNegotiation> extensions(Pdu.Request request) {
        List<ExtendedNegotiation> answers = new ArrayList<>();
        Set<String> answered = new HashSet<>();
        for (ExtendedNegotiation one : request.user().extended()) {
            // One item a SOP class is all that the standard has (PS3.7 section D.3.3.5).
            if (answered.add(one.sopClass())) {
                offer(request, one.sopClass())
                        .flatMap(offer -> offer.extension().answer(one.sopClass(), one.information()))
                        .ifPresent(answer -> answers.add(new ExtendedNegotiation(one.sopClass(), answer)));
            }
        }
        return answers;
    }

    /** What both sides agreed on, by presentation context id, seen from the given side. */
    static Map<Integer, AcceptedContext> agreed(Pdu.Request request, Pdu.Accept accept, boolean requestor) {
        Map<String, RoleSelection> proposed = byClass(request.user().roles());
        Map<String, RoleSelection> granted = byClass(accept.user().roles());
        Map<Integer, String> syntaxes = accept.contexts().stream()
                .filter(ContextResult::accepted)
                .collect(Collectors.toMap(ContextResult::id, ContextResult::transferSyntax, (first, second) -> first));
        Map<Integer, AcceptedContext> agreed = new LinkedHashMap<>();
        for (ProposedContext context : request.contexts()) {
            String transferSyntax = syntaxes.get(context.id());
            // A transfer syntax that was not proposed is none that the requestor could speak.
            if (transferSyntax != null && context.transferSyntaxes().contains(transferSyntax)) {
                RoleSelection role = role(proposed, granted, context.abstractSyntax());
                boolean scu = requestor ? role.scu() : role.scp();
                boolean scp = requestor ? role.scp() : role.scu();
                agreed.put(
                        context.id(),
                        new AcceptedContext(context.id(), context.abstractSyntax(), transferSyntax, scu, scp));
            }
        }
        return agreed;
    }

    /** Why the acceptor refused a class, by the last context that was proposed for it; empty where it accepted one. */
    static Optional<ContextResult.Result> refusal(
            Pdu.Request request, Pdu.Accept accept, Collection<AcceptedContext> accepted, String abstractSyntax) {
        if (accepted.stream().anyMatch(context -> context.abstractSyntax().equals(abstractSyntax))) {
            return Optional.empty();
        }
        Map<Integer, ContextResult.Result> results = accept.contexts().stream()
                .filter(answer -> !answer.accepted())
                .collect(Collectors.toMap(ContextResult::id, ContextResult::result, (first, second) -> first));
        return request.contexts().stream()
                .filter(proposed -> proposed.abstractSyntax().equals(abstractSyntax))
                .reduce((first, last) -> last)
                .map(proposed -> results.getOrDefault(proposed.id(), ContextResult.Result.NO_REASON));
    }

    /** The requestor's roles: what it proposed and was granted, SCU where it was not negotiated. */
    private static RoleSelection role(
            Map<String, RoleSelection> proposed, Map<String, RoleSelection> granted, String sopClass) {
        RoleSelection asked = proposed.get(sopClass);
        RoleSelection given = granted.get(sopClass);
        if (asked == null || given == null) {
            return new RoleSelection(sopClass, true, false);
        }
        return new RoleSelection(sopClass, asked.scu() && given.scu(), asked.scp() && given.scp());
    }

    private static Map<String, RoleSelection> byClass(List<RoleSelection> roles) {
        return roles.stream()
                .collect(Collectors.toMap(
                        RoleSelection::sopClass, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }
}
