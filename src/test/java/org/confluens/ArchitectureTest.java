package org.confluens;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The arrows between the rooms, and the few things that only one room may do. */
@AnalyzeClasses(packages = "org.confluens", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** What a room of the core may import beside the JDK and itself. */
    private static final Map<String, Set<String>> CORE = Map.of(
            "dicom.data", Set.of("platform.memory"),
            "dicom.net", Set.of("dicom.data", "platform.log", "platform.memory", "platform.share"),
            "dicom.dimse", Set.of("dicom.data", "dicom.net", "platform.log", "platform.memory"),
            "dicom.web", Set.of("dicom.data"),
            "destination", Set.of(),
            "sr", Set.of("dicom.data"),
            "finding", Set.of("dicom.data", "sr"),
            "concordance", Set.of("finding", "sr"),
            "template", Set.of("dicom.data", "sr", "finding", "platform.disk"));

    /** What a feature may import of the other features; the core is open to all of them. */
    private static final Map<String, Set<String>> FEATURES = Map.ofEntries(
            Map.entry("config", Set.of()),
            Map.entry("rights", Set.of("config")),
            Map.entry("web", Set.of("config")),
            Map.entry("security", Set.of("config", "rights", "web")),
            Map.entry("audit", Set.of("config")),
            Map.entry("delivery", Set.of("config", "web", "security", "audit")),
            Map.entry("transaction", Set.of()),
            Map.entry("patient", Set.of("config", "web", "security", "audit", "transaction")),
            Map.entry("worklist", Set.of("config", "web", "security", "audit", "transaction", "patient")),
            Map.entry(
                    "intake",
                    Set.of("config", "rights", "web", "security", "audit", "transaction", "worklist", "patient")),
            Map.entry(
                    "report",
                    Set.of(
                            "patient",
                            "config",
                            "rights",
                            "web",
                            "security",
                            "audit",
                            "intake",
                            "delivery",
                            "worklist")),
            Map.entry(
                    "confirmation",
                    Set.of(
                            "patient",
                            "config",
                            "web",
                            "security",
                            "audit",
                            "transaction",
                            "intake",
                            "report",
                            "worklist",
                            "delivery")),
            Map.entry(
                    "hl7",
                    Set.of(
                            "patient",
                            "config",
                            "rights",
                            "web",
                            "security",
                            "audit",
                            "transaction",
                            "intake",
                            "report",
                            "worklist",
                            "delivery")));

    /** What the rooms of delivery may import of each other. */
    private static final Map<String, Set<String>> DELIVERY = Map.of(
            "delivery.outbox", Set.of(),
            "delivery.send", Set.of("delivery.outbox"),
            "delivery.commitment", Set.of("delivery.outbox", "delivery.send"),
            "delivery.rest", Set.of("delivery.outbox", "delivery.send", "delivery.commitment"));

    private static final List<String> WRITERS_OF_LOGS = List.of(
            "java.util.logging.",
            "java.lang.System.getLogger",
            "java.lang.System$Logger.",
            "java.lang.Throwable.printStackTrace",
            "org.slf4j.",
            "jakarta.servlet.ServletContext.log");

    private static final List<String> JDK =
            List.of("java", "javax.net", "javax.xml", "javax.security", "jdk.net", "org.w3c", "org.xml");

    @ArchTest
    static void everyRoomOfTheCoreImportsOnlyWhatItsPlanAllows(com.tngtech.archunit.core.domain.JavaClasses all) {
        CORE.forEach((room, allowed) -> classes()
                .that(in(room))
                .should()
                .onlyDependOnClassesThat(in(room).or(in(allowed)).or(ofTheJdk()).or(jaxbFor(room)))
                .allowEmptyShould(true)
                .because("org.confluens." + room + " is part of the pure core")
                .check(all));
    }

    @ArchTest
    static void everyFeatureImportsOnlyTheFeaturesThatItsPlanAllows(com.tngtech.archunit.core.domain.JavaClasses all) {
        FEATURES.forEach((feature, allowed) -> noClasses()
                .that(in(feature))
                .should()
                .dependOnClassesThat(in(FEATURES.keySet())
                        .or(in("app"))
                        .and(DescribedPredicate.not(in(allowed)))
                        .and(DescribedPredicate.not(in(feature))))
                .allowEmptyShould(true)
                .because("features use each other along the arrows of the plan only")
                .check(all));
    }

    @ArchTest
    static void theRoomsOfDeliveryUseEachOtherOneWay(com.tngtech.archunit.core.domain.JavaClasses all) {
        DELIVERY.forEach((room, allowed) -> noClasses()
                .that(in(room))
                .should()
                .dependOnClassesThat(
                        in("delivery").and(DescribedPredicate.not(in(allowed))).and(DescribedPredicate.not(in(room))))
                .because("what is sent does not know what is asked of it afterwards")
                .check(all));
        noClasses()
                .that(in(FEATURES.keySet()).and(DescribedPredicate.not(in("delivery"))))
                .should()
                .dependOnClassesThat(in("delivery").and(DescribedPredicate.not(in("delivery.outbox"))))
                .because("other features leave documents in the outbox, and see nothing else")
                .check(all);
    }

    @ArchTest
    static final ArchRule theWatchOverBackgroundWorkKnowsNoFeature = noClasses()
            .that(in("platform.work"))
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "in any other room",
                    type -> type.getPackageName().startsWith("org.confluens.")
                            && !type.getPackageName().startsWith("org.confluens.platform.")));

    @ArchTest
    static final ArchRule noCyclesBetweenRooms =
            slices().matching("org.confluens.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyStartsAProcess = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class);

    /** What is written past the log would carry what a peer chose, or a patient's data, into it as it is. */
    @ArchTest
    static final ArchRule oneRoomWritesTheLog = noClasses()
            .that(DescribedPredicate.not(in("platform.log")))
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "a logger or the stack trace's printer",
                    call -> WRITERS_OF_LOGS.stream().anyMatch(call.getTarget().getFullName()::startsWith)));

    /** Tools that a person runs in a terminal, and that have no log. */
    @ArchTest
    static final ArchRule onlyToolsWriteToTheTerminal = noClasses()
            .that(DescribedPredicate.not(in(Set.of("platform.log", "app.demo")))
                    .and(DescribedPredicate.not(named("org.confluens.app.Preflight")))
                    .and(DescribedPredicate.not(named("org.confluens.app.DatabaseWait")))
                    .and(DescribedPredicate.not(named("org.confluens.worklist.transfer.ImportWorklist")))
                    .and(DescribedPredicate.not(named("org.confluens.security.PasswordHash"))))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule onlyTheEdgesOpenSockets = noClasses()
            .that(DescribedPredicate.not(in(Set.of("dicom.net", "dicom.web", "hl7", "audit", "delivery", "app.demo")))
                    .and(DescribedPredicate.not(named("org.confluens.app.Preflight"))))
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.ServerSocket")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.nio.channels.SocketChannel");

    @ArchTest
    static final ArchRule timeComesFromTheInjectedClock = noClasses()
            .that(in(FEATURES.keySet()).and(DescribedPredicate.not(in("config"))))
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.OffsetDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule oneClassMakesXmlParsers = onlyOneMakes(
            "javax.xml.parsers.DocumentBuilderFactory",
            "javax.xml.parsers.SAXParserFactory",
            "javax.xml.stream.XMLInputFactory",
            "javax.xml.validation.SchemaFactory");

    @ArchTest
    static final ArchRule oneClassMakesTlsContexts = onlyOneMakes("javax.net.ssl.SSLContext");

    private static ArchRule onlyOneMakes(String... factories) {
        return classes().should(new AtMostOneCaller(Set.of(factories)));
    }

    private static DescribedPredicate<JavaClass> in(String room) {
        return in(Set.of(room));
    }

    private static DescribedPredicate<JavaClass> in(Set<String> rooms) {
        return DescribedPredicate.describe(
                "in " + rooms,
                type -> rooms.stream()
                        .map(room -> "org.confluens." + room)
                        .anyMatch(room -> type.getPackageName().equals(room)
                                || type.getPackageName().startsWith(room + ".")));
    }

    private static DescribedPredicate<JavaClass> named(String name) {
        return DescribedPredicate.describe(
                "named " + name, type -> type.getName().equals(name));
    }

    private static DescribedPredicate<JavaClass> ofTheJdk() {
        return DescribedPredicate.describe("of the JDK", type -> {
            JavaClass base = type.getBaseComponentType();
            return base.isPrimitive()
                    || JDK.stream()
                            .anyMatch(p -> base.getPackageName().equals(p)
                                    || base.getPackageName().startsWith(p + "."));
        });
    }

    private static DescribedPredicate<JavaClass> jaxbFor(String room) {
        return DescribedPredicate.describe(
                "JAXB, in template",
                type -> room.equals("template") && type.getPackageName().startsWith("jakarta.xml.bind"));
    }
}
