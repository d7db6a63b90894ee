package org.confluens.delivery.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.confluens.dicom.dimse.RemoteAe;
import org.junit.jupiter.api.Test;

class DestinationTest {

    @Test
    void tellsAStorageScpFromADicomWebService() {
        assertThat(Destination.parse("PACS@10.0.0.5:104"))
                .contains(new Destination.Dimse(new RemoteAe("PACS", "10.0.0.5", 104)));
        assertThat(Destination.parse("https://pacs.example/dicom-web"))
                .contains(new Destination.Web(URI.create("https://pacs.example/dicom-web")));
        assertThat(Destination.parse("")).isEmpty();
    }

    @Test
    void refusesAnythingElse() {
        assertThatThrownBy(() -> Destination.parse("PACS")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsNameHoldsNoPassword() {
        assertThat(Destination.parse("https://doe:secret@pacs.example:8443/dicom-web")
                        .map(Destination::name))
                .contains("https://pacs.example:8443/dicom-web");
        assertThat(Destination.parse("PACS@10.0.0.7:104").map(Destination::name))
                .contains("PACS@10.0.0.7:104");
        assertThat(Destination.nameOf("PACS@[2001:db8::7]:104")).isEqualTo("PACS@[2001:db8::7]:104");
        assertThat(Destination.nameOf("")).isEmpty();
    }

    @Test
    void whatIsNoAddressAnyMoreIsStillNamed() {
        assertThat(Destination.nameOf("an older name")).isEqualTo("an older name");
        assertThat(Destination.nameOf("https://doe:se cret@pacs.example/dicom-web"))
                .isEqualTo("https://pacs.example/dicom-web");
        assertThat(Destination.nameOf("")).isEmpty();
    }
}
