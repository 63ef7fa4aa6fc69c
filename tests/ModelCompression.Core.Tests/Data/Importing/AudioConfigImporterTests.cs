using ModelCompression.Data.Importing;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Importing;

[TestClass]
public sealed class AudioConfigImporterTests
{
    private static readonly ModelSignature Samples = Imports.Model([Ports.Of("input_values", ElementType.Float, -1, -1)], []);

    private static readonly ModelSignature Mels = Imports.Model([Ports.Of("input_features", ElementType.Float16, -1, 80, 3000)], []);

    [TestMethod]
    [DataRow("true", "samples")]
    [DataRow("false", "none")]
    public void Wav2vec_takes_samples(string normalizes, string expected)
    {
        using var folder = new DataFolder();
        var config = "{\"do_normalize\":" + normalizes + ",\"feature_extractor_type\":\"Wav2Vec2FeatureExtractor\",\"feature_size\":1,\"padding_side\":\"right\",\"padding_value\":0,\"return_attention_mask\":true,\"sampling_rate\":16000}";

        Assert.AreEqual(
            $"sampleRate=16000 mono=true normalize=\"{expected}\" scale=1 features=\"none\" mean=[0] std=[1] dtype=\"float32\"",
            Imports.Input(Imports.Load(folder, "preprocessor_config.json", config, Samples), "input_values"));
    }

    [TestMethod]
    [DataRow("\"chunk_length\":30")]
    [DataRow("\"chunk_length\":30,\"n_samples\":480000,\"nb_max_frames\":3000,\"mel_filters\":[[0.5,0]],\"dither\":0.0")]
    public void Whisper_takes_features(string keys)
    {
        using var folder = new DataFolder();
        var config = "{\"feature_extractor_type\":\"WhisperFeatureExtractor\",\"feature_size\":80,\"hop_length\":160,\"n_fft\":400,\"padding_value\":0,\"sampling_rate\":16000," + keys + "}";
        var spec = Imports.Input(Imports.Load(folder, "preprocessor_config.json", config, Mels), "input_features");

        StringAssert.StartsWith(spec, "sampleRate=16000 mono=true length=480000 normalize=\"none\" scale=1 features=\"logmel\" nFft=400 winLength=400 hopLength=160 nMels=80 fMin=0 fMax=8000 melScale=\"slaney\" norm=\"slaney\" log=\"whisper\" center=true");
        StringAssert.EndsWith(spec, "dtype=\"float16\"");
    }

    [TestMethod]
    [DataRow("""{"sampling_rate":16000}""", "'feature_extractor_type' is \"\"", "Wav2Vec2FeatureExtractor and WhisperFeatureExtractor")]
    [DataRow("""{"feature_extractor_type":"ASTFeatureExtractor","sampling_rate":16000}""", "\"ASTFeatureExtractor\"")]
    [DataRow("""{"feature_extractor_type":"Wav2Vec2FeatureExtractor","feature_size":1}""", "'sampling_rate' is missing")]
    [DataRow("""{"feature_extractor_type":"Wav2Vec2FeatureExtractor","feature_size":80,"sampling_rate":16000}""", "'feature_size' must be 1")]
    [DataRow("""{"feature_extractor_type":"Wav2Vec2FeatureExtractor","sampling_rate":"16k"}""", "'sampling_rate' is \"16k\"; it must be a number")]
    [DataRow("""{"feature_extractor_type":"Wav2Vec2FeatureExtractor","sampling_rate":16000,"do_emphasis":true}""", "'do_emphasis' is true, which may change the result")]
    [DataRow("""{"feature_extractor_type":"WhisperFeatureExtractor","feature_size":80,"hop_length":160,"n_fft":400,"chunk_length":30,"sampling_rate":8000}""", "'sampling_rate' must be 16000")]
    [DataRow("""{"feature_extractor_type":"WhisperFeatureExtractor","feature_size":80,"hop_length":160,"n_fft":400,"chunk_length":0.5,"sampling_rate":16000}""", "'chunk_length' must be a whole number")]
    public void What_cannot_be_expressed_is_refused(string config, string part, string more = "")
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => Imports.Load(folder, "preprocessor_config.json", config, Samples), "Imported file 'preprocessor_config.json'", part, more);
    }

    [TestMethod]
    public void A_model_with_other_inputs_needs_a_spec()
    {
        using var folder = new DataFolder();
        var model = Imports.Model([Ports.Of("input_values", ElementType.Float, -1, -1), Ports.Of("attention_mask", ElementType.Int64, -1, -1)], []);

        Coded.Error("MC2011", () => Imports.Load(folder, "preprocessor_config.json", """{"feature_extractor_type":"Wav2Vec2FeatureExtractor","sampling_rate":16000}""", model), "one input", "attention_mask");
    }
}
