using ModelCompression.Compression;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class OutputDecodingsTests
{
    private const string Text = "\"ids\":{\"type\":\"text\",\"tokenizer\":\"bert-wordpiece\",\"vocab\":\"vocab.txt\",\"pad\":\"PAD\"}";
    private const string Mask = ",\"mask\":{\"type\":\"text\",\"sameAs\":\"ids\",\"emit\":\"mask\"}";

    private static readonly Model Model = GraphText.Parse("input x: float[1,2,2] a = Relu(x) b = Neg(x) output a: float[1,2,2] output b: float[1,2,2]");

    [TestMethod]
    public void Without_a_spec_outputs_are_raw() => Assert.AreSame(OutputDecoding.Raw, OutputDecodings.Of(Model, null));

    [TestMethod]
    public void A_named_output_is_decoded_with_the_mask_of_the_spec()
    {
        using var folder = new DataFolder();
        var decoding = OutputDecodings.Of(Model, Spec(folder, Text.Replace("PAD", "max", StringComparison.Ordinal) + Mask, "b"));
        var sample = new Sample("s", new Dictionary<string, TensorData> { ["mask"] = TensorData.Int64s(new Shape(1, 2), 1, 0) });

        var decoded = decoding.Decode(sample, ["a", "b"], [TensorData.Floats(new Shape(1), 1), TensorData.Floats(new Shape(1, 2, 2), 3, 4, 100, 0)]);

        CollectionAssert.AreEqual((double[])[0.6, 0.8], decoded.Single().ToDoubles());
    }

    [TestMethod]
    public void The_judged_output_is_the_first_that_the_spec_names()
    {
        using var folder = new DataFolder();

        Assert.AreEqual("b", OutputDecodings.Judged(Model, Spec(folder, Text.Replace("PAD", "longest", StringComparison.Ordinal), "b")).Name);
        Assert.AreEqual("a", OutputDecodings.Judged(Model, null).Name);
    }

    [TestMethod]
    public void An_output_the_model_lacks_is_refused_with_those_it_has()
    {
        using var folder = new DataFolder();
        var spec = Spec(folder, Text.Replace("PAD", "longest", StringComparison.Ordinal), "c");

        Coded.Error("MC2011", () => OutputDecodings.Of(Model, spec), "'outputs.c'", "a, b");
    }

    [TestMethod]
    public void Padding_without_a_mask_would_count_and_is_refused()
    {
        using var folder = new DataFolder();
        var spec = Spec(folder, Text.Replace("PAD", "max", StringComparison.Ordinal), "b");

        Coded.Error("MC2011", () => OutputDecodings.Of(Model, spec), "'outputs.b'", "\"emit\": \"mask\"");
    }

    private static PreprocessingSpec Spec(DataFolder folder, string inputs, string output)
    {
        folder.Write("vocab.txt", TextSpecs.Vocabulary);
        return PreprocessingSpec.Load(folder.Write("x.pre.json", $"{{\"schema\":1,\"inputs\":{{{inputs}}},\"outputs\":{{\"{output}\":{{\"decode\":\"embedding-meanpool\"}}}}}}"));
    }
}
