using ModelCompression.Core.Tests.Data.Audio;
using ModelCompression.Data;
using ModelCompression.Data.Audio;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Preprocessing;

[TestClass]
public sealed class AudioSpecParserTests
{
    private const string Mel = "\"features\":\"logmel\",\"nFft\":400,\"hopLength\":160,\"nMels\":2";

    [TestMethod]
    public void Reads_frames_and_states()
    {
        var spec = Audio("\"frame\":512,\"context\":64,\"state\":[{\"in\":\"h\",\"out\":\"hn\",\"shape\":[2,1,64]},{\"in\":\"c\",\"out\":\"cn\",\"shape\":[]}]");

        Assert.AreEqual((512, 512, 64, null), (spec.Frame, spec.Hop, spec.Context, spec.Length));
        Assert.AreEqual("h hn 2x1x64, c cn scalar", string.Join(", ", spec.States.Select(state => $"{state.Input} {state.Output} {state.Shape}")));
        Assert.HasCount(1, Audio("\"frame\":512,\"state\":{\"in\":\"h\",\"out\":\"hn\",\"shape\":[2,1,64]}").States);
    }

    [TestMethod]
    public void Reads_features()
    {
        var spec = Audio(Mel + ",\"winLength\":320,\"fMin\":20,\"fMax\":400,\"melScale\":\"slaney\",\"norm\":\"slaney\",\"log\":\"whisper\",\"center\":false,\"floor\":0.001,\"layout\":\"time-mel\",\"std\":[1,2],\"dtype\":\"float16\"");

        Assert.AreEqual(new LogMelSpec(400, 320, 160, 2, 20, 400, MelScale.Slaney, MelNorm.Slaney, MelLog.Whisper, false, 0.001), spec.Features);
        Assert.AreEqual((FeatureLayout.TimeMel, ElementType.Float16), (spec.Layout, spec.Element));
        Assert.AreEqual("0 0 1 2", string.Join(' ', spec.Mean.Concat(spec.Std)));
    }

    [TestMethod]
    [DataRow("", """{"type":"audio","sampleRate":1000,"mono":true,"normalize":"none","scale":1,"features":"none","mean":[0],"std":[1],"dtype":"float32"}""")]
    [DataRow("\"frame\":4", """{"type":"audio","sampleRate":1000,"mono":true,"frame":4,"hop":4,"context":0,"state":[],"scale":1,"features":"none","mean":[0],"std":[1],"dtype":"float32"}""")]
    [DataRow(Mel + ",\"length\":800", """{"type":"audio","sampleRate":1000,"mono":true,"length":800,"normalize":"none","scale":1,"features":"logmel","nFft":400,"winLength":400,"hopLength":160,"nMels":2,"fMin":0,"fMax":500,"melScale":"htk","norm":"none","log":"ln","center":true,"floor":1E-10,"layout":"mel-time","mean":[0,0],"std":[1,1],"dtype":"float32"}""")]
    public void The_resolved_form_has_every_key_that_applies_and_reads_back_to_itself(string keys, string expected)
    {
        var resolved = AudioSpecs.Of(keys).ToResolvedJson();

        StringAssert.Contains(string.Concat(resolved.Where(letter => !char.IsWhiteSpace(letter))), $"\"x\":{expected}}}");
        Assert.AreEqual(resolved, PreprocessingSpec.Parse(resolved, "again").ToResolvedJson());
    }

    [TestMethod]
    [DataRow("\"rate\":1", "'inputs.x.rate' is not a known key")]
    [DataRow("\"mono\":false", "'inputs.x.mono' must be true")]
    [DataRow("\"hop\":4", "'inputs.x.hop' belongs to \"frame\" only")]
    [DataRow("\"context\":4", "'inputs.x.context' belongs to \"frame\" only")]
    [DataRow("\"state\":[]", "'inputs.x.state' belongs to \"frame\" only")]
    [DataRow("\"frame\":4,\"length\":8", "'inputs.x.length' does not go together with \"frame\"")]
    [DataRow("\"frame\":4,\"normalize\":\"none\"", "'inputs.x.normalize' does not go together with \"frame\"")]
    [DataRow("\"normalize\":\"peak\"", "'inputs.x.normalize' is \"peak\"; it must be one of \"none\", \"samples\"")]
    [DataRow("\"frame\":0", "'inputs.x.frame' holds 0")]
    [DataRow("\"frame\":1.5", "'inputs.x.frame' holds 1.5")]
    [DataRow("\"frame\":4,\"hop\":-1", "'inputs.x.hop' holds -1")]
    [DataRow("\"frame\":4,\"state\":1", "'inputs.x.state' must be an object")]
    [DataRow("\"frame\":4,\"state\":{\"in\":\"a\",\"out\":\"b\"}", "'inputs.x.state.shape' is missing")]
    [DataRow("\"frame\":4,\"state\":{\"in\":\"a\",\"out\":\"b\",\"shape\":[0]}", "'inputs.x.state.shape' holds 0")]
    [DataRow("\"frame\":4,\"state\":{\"in\":\"a\",\"out\":\"b\",\"shape\":[16777216,16777216,16777216,16777216]}", "more than 16777216 values")]
    [DataRow("\"frame\":4,\"state\":[{\"in\":\"a\",\"out\":\"b\",\"shape\":[1]},{\"in\":\"a\",\"out\":\"c\",\"shape\":[1]}]", "'inputs.x.state' names an input or output twice")]
    [DataRow("\"features\":\"mfcc\"", "'inputs.x.features' is \"mfcc\"; it must be one of \"none\", \"logmel\"")]
    [DataRow("\"nMels\":4", "'inputs.x.nMels' belongs to \"features\": \"logmel\" only")]
    [DataRow("\"features\":\"logmel\"", "'inputs.x.nFft' is missing")]
    [DataRow(Mel + ",\"winLength\":401", "'inputs.x.winLength' holds 401")]
    [DataRow(Mel + ",\"fMax\":501", "0 <= fMin < fMax <= 500")]
    [DataRow(Mel + ",\"fMin\":500", "0 <= fMin < fMax <= 500")]
    [DataRow(Mel + ",\"floor\":0", "'inputs.x.floor' must be greater than 0")]
    [DataRow(Mel + ",\"mean\":[1,2,3]", "'inputs.x.mean' has 3 numbers; there are 2 mels")]
    [DataRow("\"mean\":[1,2]", "'inputs.x.mean' has 2 numbers; one is needed")]
    [DataRow("\"std\":0", "'inputs.x.std' must not hold 0")]
    [DataRow("\"dtype\":\"uint8\"", "'inputs.x.dtype' is \"uint8\"")]
    public void Names_the_key_and_what_is_allowed(string keys, string part) => Coded.Error("MC2011", () => AudioSpecs.Of(keys), "'x.pre.json'", part);

    [TestMethod]
    [DataRow("""{"a":{"type":"audio"}}""", "'inputs.a.sampleRate' is missing")]
    [DataRow("""{"a":{"type":"audio","sampleRate":999}}""", "whole numbers from 1000 to 192000")]
    [DataRow("""{"a":{"type":"audio","sampleRate":8000},"b":{"type":"audio","sampleRate":8000}}""", "'inputs.b' is of type \"audio\" as 'a' is")]
    [DataRow("""{"a":{"type":"audio","sampleRate":8000,"frame":4,"state":{"in":"b","out":"c","shape":[1]}},"b":{"type":"tensor"}}""", "'inputs.b' is named by the \"state\" of 'a'")]
    public void One_input_takes_the_recording(string inputs, string part) => Coded.Error("MC2011", () => PreprocessingSpec.Parse($"{{\"schema\":1,\"inputs\":{inputs}}}", "x"), part);

    private static AudioInputSpec Audio(string keys) => (AudioInputSpec)AudioSpecs.Of(keys).Inputs["x"];
}
