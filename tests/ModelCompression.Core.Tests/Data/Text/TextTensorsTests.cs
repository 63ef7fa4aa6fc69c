using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class TextTensorsTests
{
    [TestMethod]
    public void Without_padding_every_input_has_the_length_of_the_text()
    {
        using var folder = new DataFolder();
        var builder = new SampleBuilder(TextSpecs.Inputs, TextSpecs.WriteTo(folder));

        var sample = builder.FromText("t", "a b", null);

        Assert.AreEqual(new Shape(1, 4), sample.Inputs["ids"].Shape);
        CollectionAssert.AreEqual(new long[] { 2, 4, 5, 3 }, sample.Inputs["ids"].AsSpan<long>().ToArray());
        CollectionAssert.AreEqual(new long[] { 1, 1, 1, 1 }, sample.Inputs["mask"].AsSpan<long>().ToArray());
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 0 }, sample.Inputs["types"].AsSpan<int>().ToArray());
    }

    [TestMethod]
    public void A_padded_text_ends_with_the_padding_token_and_a_mask_of_zeros()
    {
        using var folder = new DataFolder();
        folder.Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\n[PAD]\n");
        var spec = PreprocessingSpec.Load(folder.Write("x.pre.json", TextSpecs.Json.Replace("\"maxLength\":6", "\"maxLength\":6,\"pad\":\"max\"", StringComparison.Ordinal)));
        Port[] inputs = [Ports.Of("ids", ElementType.Int32, 1, 6), Ports.Of("mask", ElementType.Int64, 1, 6), Ports.Of("types", ElementType.Int64, 1, 6)];

        var sample = new SampleBuilder(inputs, spec).FromText("t", "a a", null);

        CollectionAssert.AreEqual(new[] { 1, 3, 3, 2, 4, 4 }, sample.Inputs["ids"].AsSpan<int>().ToArray());
        CollectionAssert.AreEqual(new long[] { 1, 1, 1, 1, 0, 0 }, sample.Inputs["mask"].AsSpan<long>().ToArray());
        Assert.IsTrue(spec.Pads);
    }

    [TestMethod]
    public void An_input_of_fixed_length_needs_padding_to_it()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);

        Coded.Error(
            "MC2004",
            () => _ = new SampleBuilder([Ports.Of("ids", ElementType.Int64, -1, 8), .. TextSpecs.Inputs[1..]], spec),
            "exactly 8 tokens", "\"maxLength\": 8", "\"pad\": \"max\"");
    }

    [TestMethod]
    public void An_input_of_another_type_is_refused()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);

        Coded.Error("MC2004", () => _ = new SampleBuilder([Ports.Floats("ids", -1, -1), .. TextSpecs.Inputs[1..]], spec), "'inputs.ids'", "Float");
    }

    [TestMethod]
    public void An_input_of_another_rank_is_refused()
    {
        using var folder = new DataFolder();
        var builder = new SampleBuilder([Ports.Of("ids", ElementType.Int64, -1, 2, -1), .. TextSpecs.Inputs[1..]], TextSpecs.WriteTo(folder));

        Coded.Error("MC2004", () => builder.FromText("t", "a", null), "'t'", "'ids'");
    }
}
