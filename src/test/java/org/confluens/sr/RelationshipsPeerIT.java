package org.confluens.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Part10;
import org.confluens.dicom.data.TransferSyntax;
import org.confluens.dicom.data.UID;
import org.confluens.peer.NeedsPeer;
import org.confluens.peer.Program;
import org.confluens.peer.SrValidators;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of relationships against DCMTK's own, one small document for each pair of value types in each relationship. */
@NeedsPeer(SrValidators.DSRDUMP)
class RelationshipsPeerIT {

    /** In the tables of PS3.3 and in DCMTK's sources, but not yet in its release 3.6.7. */
    private static final Set<String> ALLOWED_SINCE = Set.of("CONTAINER-HAS_OBS_CONTEXT-CONTAINER");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                UID.BasicTextSRStorage,
                UID.EnhancedSRStorage,
                UID.ComprehensiveSRStorage,
                UID.Comprehensive3DSRStorage
            })
    void allowWhatDcmtkAllowsAndForbidWhatItForbids(String sopClassUid) throws Exception {
        Map<String, Path> files = new LinkedHashMap<>();
        TreeSet<String> forbiddenByUs = new TreeSet<>();
        for (ContentItem source : items()) {
            for (RelationshipType type : RelationshipType.values()) {
                for (ContentItem target : items()) {
                    String name = source.valueType().orElseThrow() + "-" + type + "-"
                            + target.valueType().orElseThrow();
                    SrDocument document = document(sopClassUid, source, type, target);
                    files.put(name, write(name, document));
                    if (isForbidden(document)) {
                        forbiddenByUs.add(name);
                    }
                }
            }
        }

        TreeSet<String> forbiddenByDcmtk = forbiddenByDcmtk(files);
        assertThat(minus(forbiddenByDcmtk, forbiddenByUs)).isSubsetOf(ALLOWED_SINCE);
        assertThat(minus(forbiddenByUs, forbiddenByDcmtk)).isEmpty();
        assertThat(forbiddenByUs).hasSizeGreaterThan(files.size() / 2).hasSizeLessThan(files.size());
    }

    private static TreeSet<String> minus(TreeSet<String> all, TreeSet<String> without) {
        TreeSet<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    private static boolean isForbidden(SrDocument document) {
        return SrRules.check(document).stream()
                .anyMatch(problem -> problem.code() == SrProblemCode.INVALID_BY_VALUE_RELATIONSHIP);
    }

    /** The target stands below the source, and the source in the root by a relationship that its type always has. */
    private static SrDocument document(
            String sopClassUid, ContentItem source, RelationshipType type, ContentItem target) {
        ContentItem below = target.withHead(target.head().withRelationship(type));
        ContainerItem root = source instanceof ContainerItem
                ? ContainerItem.root(Samples.TITLE, below)
                : ContainerItem.root(Samples.TITLE, source.with(below));
        return Samples.draft(root).sopClass(sopClassUid).build();
    }

    private TreeSet<String> forbiddenByDcmtk(Map<String, Path> files) {
        List<String> command = new ArrayList<>(List.of(SrValidators.DSRDUMP));
        files.values().forEach(file -> command.add(file.toString()));
        String output = Program.run(Duration.ofMinutes(3), command).output();
        TreeSet<String> forbidden = new TreeSet<>();
        for (String line : output.lines().toList()) {
            if (line.startsWith("F:") && line.contains("by-value")) {
                String file = line.substring(line.lastIndexOf('/') + 1);
                forbidden.add(file.substring(0, file.indexOf(".dcm")));
            }
        }
        return forbidden;
    }

    private Path write(String name, SrDocument document) throws IOException {
        Dataset.Builder target = Dataset.builder();
        new HeaderWriter(document, target).write();
        TreeWriter.write(document.root(), target);
        Path file = folder.resolve(name + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.of(target.build(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(out);
        }
        return file;
    }

    /** One item of each value type that DCMTK knows. */
    private static List<ContentItem> items() {
        List<ContentItem> items = new ArrayList<>();
        SrDocument all = AllValueTypes.in(UID.Comprehensive3DSRStorage, "DOE^JANE");
        for (ValueType type : ValueType.values()) {
            ContentTree.nodes(all.root()).stream()
                    .map(ContentTree.Node::item)
                    .filter(item -> item.valueType().filter(type::equals).isPresent())
                    .filter(item ->
                            item.concept().isPresent() && item.relationship().isPresent())
                    .findFirst()
                    .ifPresent(item -> items.add(item.withChildren(List.of())
                            .withHead(item.head().withRelationship(RelationshipType.CONTAINS))));
        }
        return items;
    }
}
