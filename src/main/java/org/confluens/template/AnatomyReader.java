package org.confluens.template;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confluens.finding.Examination;
import org.confluens.finding.Segment;
import org.confluens.sr.Code;
import org.confluens.template.xml.AnatomyElement;
import org.confluens.template.xml.SegmentElement;
import org.confluens.template.xml.VeinElement;

/** Reads the veins and their segments; what a segment does not say it takes from its vein. */
final class AnatomyReader {
    private final Problems problems;
    private final CodeBook codes;
    private final List<VeinAnatomy.Entry> entries = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    AnatomyReader(CodeBook codes, Problems problems) {
        this.codes = codes;
        this.problems = problems;
    }

    VeinAnatomy read(List<XmlFile> files) {
        for (XmlFile file : files) {
            for (VeinElement vein : ((AnatomyElement) file.root()).getVein()) {
                vein.getSegment().forEach(segment -> segment(file, vein, segment));
            }
        }
        return new VeinAnatomy(entries);
    }

    private void segment(XmlFile file, VeinElement vein, SegmentElement xml) {
        int line = file.line(xml);
        if (!ids.add(xml.getId())) {
            problems.add(file.name(), line, "duplicate-id", "segment " + xml.getId() + " is listed twice");
            return;
        }
        Optional<Code> site = code(file, line, xml.getSite() == null ? vein.getSite() : xml.getSite());
        Optional<Code> laterality = code(file, line, xml.getLaterality());
        Optional<Code> level = code(file, line, xml.getLevel());
        if (site.isEmpty()) {
            return;
        }
        Segment segment = new Segment(
                xml.getId(),
                site.get(),
                laterality,
                level,
                examinations(xml.getAssessableBy().isEmpty() ? vein.getAssessableBy() : xml.getAssessableBy()),
                xml.isOftenPhysiological());
        Set<Examination> expected =
                examinations(xml.getExpectedBy().isEmpty() ? vein.getExpectedBy() : xml.getExpectedBy());
        entries.add(new VeinAnatomy.Entry(segment, vein.getId(), vein.getLabel(), xml.getLabel(), expected));
    }

    private Optional<Code> code(XmlFile file, int line, String reference) {
        if (reference == null) {
            return Optional.empty();
        }
        Optional<CodeBook.Entry> entry = codes.entry(reference);
        if (entry.isEmpty()) {
            problems.add(file.name(), line, "unknown-code", reference + " is not in a codes file");
        }
        return entry.map(CodeBook.Entry::code);
    }

    private static Set<Examination> examinations(List<org.confluens.template.xml.Examination> xml) {
        Set<Examination> examinations = EnumSet.noneOf(Examination.class);
        xml.forEach(e -> examinations.add(Examination.valueOf(e.value())));
        return examinations;
    }
}
