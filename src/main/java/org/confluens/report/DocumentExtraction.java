package org.confluens.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.confluens.dicom.data.Dataset;
import org.confluens.dicom.data.Tag;
import org.confluens.finding.Examination;
import org.confluens.finding.Extraction;
import org.confluens.finding.FindingExtractor;
import org.confluens.sr.DicomTime;
import org.confluens.sr.DocumentState;
import org.confluens.sr.SrDocument;
import org.confluens.sr.SrReader;
import org.confluens.template.Template;
import org.confluens.template.TemplateCatalogue;

/** Takes the findings out of documents by the templates of one catalogue; worth keeping while that is in force. */
final class DocumentExtraction {
    private final TemplateCatalogue catalogue;
    private final FindingExtractor extractor;
    private final String fingerprint;

    DocumentExtraction(TemplateCatalogue catalogue) {
        this.catalogue = catalogue;
        this.extractor = new FindingExtractor(catalogue.anatomy(), catalogue.vocabulary());
        this.fingerprint = extractor.fingerprint();
    }

    /** Whether these are the templates that it goes by. */
    boolean isBy(TemplateCatalogue other) {
        return catalogue == other;
    }

    /** What the findings of the version depend on beside its document, as one short text. */
    String fingerprint(CountedVersion version) {
        return fingerprint + examination(version).map(Examination::name).orElse("");
    }

    DocumentFindings read(CountedVersion version, Dataset dataset) {
        SrDocument document = SrReader.read(dataset).document();
        Extraction extraction = examination(version)
                .map(known -> extractor.extract(document, known))
                .orElseGet(() -> extractor.extract(document));
        return new DocumentFindings(
                extraction.examination(),
                verifiedAt(dataset, document.state()),
                dataset.date(Tag.StudyDate),
                dataset.date(Tag.ContentDate),
                document.state().verifyingObservers().stream()
                        .findFirst()
                        .map(observer -> observer.name().toString()),
                extraction.findings(),
                extraction.treated(),
                extraction.criteriaMet(),
                extraction.poorQuality());
    }

    /** Findings that were kept under the same fingerprint. */
    DocumentFindings restore(String kept) {
        return DocumentFindingsJson.read(kept, catalogue.anatomy());
    }

    /** A version of the template that is not installed any more reported the same examination as those that are. */
    private Optional<Examination> examination(CountedVersion version) {
        return catalogue
                .template(version.templateId(), version.templateVersion())
                .or(() -> catalogue.template(version.templateId()))
                .flatMap(Template::examination);
    }

    /**
     * When the last of its observers verified the document, by Verification DateTime (0040,A030): of two reports on images
     * of one day the later counts, and which came here first must not matter.
     */
    private static Optional<Instant> verifiedAt(Dataset dataset, DocumentState state) {
        ZoneOffset zone = DicomTime.parseOffset(dataset.string(Tag.TimezoneOffsetFromUTC, ""))
                .orElse(ZoneOffset.UTC);
        return state.verifyingObservers().stream()
                .flatMap(observer -> DicomTime.parseMoment(observer.dateTime(), zone).stream())
                .max(Instant::compareTo);
    }
}
