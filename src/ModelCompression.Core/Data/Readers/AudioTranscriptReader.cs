using ModelCompression.Analysis;
using ModelCompression.Data.Audio;
using ModelCompression.Inference;

namespace ModelCompression.Data.Readers;

/// <summary>A folder of WAV files with their texts; see <see cref="Transcripts"/>.</summary>
[Strategy("AudioTranscripts", "a folder of .wav files with texts: x.txt beside x.wav, or *.trans.txt with lines 'ID TEXT' for ID.wav")]
internal sealed class AudioTranscriptReader : IDatasetReader
{
    public bool Recognizes(DatasetLocation location) => location.Files.Any(WaveFile.IsName) && Transcripts.Has(location);

    public IDatasetContent Open(DatasetLocation location, DatasetSource source, SampleBuilder builder)
    {
        var audio = builder.RequireAudio(location);
        var (items, files) = Transcripts.Read(location);
        return new AudioContent(builder, audio, items, LabelKind.Text, files);
    }
}
