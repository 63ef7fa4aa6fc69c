using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data;

[TestClass]
public sealed class RandomSamplesTests
{
    private static readonly TensorType Ids = new(ElementType.Int64, [Dimension.Named("batch"), Dimension.Named("seq")]);

    [TestMethod]
    public void Depends_on_seed_sample_and_input_and_on_nothing_else()
    {
        Port[] inputs = [Ports.Floats("a", -1, 4), Ports.Floats("b", -1, 4)];
        var samples = RandomSamples.Create(inputs, 3, seed: 1);
        var again = RandomSamples.Create(inputs, 2, seed: 1);
        var other = RandomSamples.Create(inputs, 1, seed: 2);

        Assert.IsTrue(samples[1].Inputs["a"].ContentEquals(again[1].Inputs["a"]));
        Assert.IsFalse(samples[0].Inputs["a"].ContentEquals(samples[1].Inputs["a"]));
        Assert.IsFalse(samples[0].Inputs["a"].ContentEquals(samples[0].Inputs["b"]));
        Assert.IsFalse(samples[0].Inputs["a"].ContentEquals(other[0].Inputs["a"]));
        Assert.AreEqual("random #2", samples[2].Id);
    }

    [TestMethod]
    public void Draws_floats_from_a_standard_normal_distribution()
    {
        var values = RandomSamples.Create([Ports.Floats("x", 1, 100_000)], 1, seed: 3)[0].Inputs["x"].ToFloats();

        Assert.AreEqual(0, values.Average(), 0.02);
        Assert.AreEqual(1, values.Average(value => value * value), 0.02);
        Assert.AreEqual(0.683, values.Count(value => Math.Abs(value) < 1) / 100_000.0, 0.01);
    }

    [TestMethod]
    public void Gives_transformer_inputs_what_they_expect()
    {
        Port[] inputs = [new("input_ids", Ids), new("attention_mask", Ids), new("token_type_ids", Ids), new("position_ids", Ids)];

        var sample = RandomSamples.Create(inputs, 1, seed: 0, idLimit: 50)[0].Inputs;

        Assert.IsTrue(sample.Values.All(tensor => tensor.Shape.Equals(new Shape(1, 8))));
        Assert.IsTrue(sample["input_ids"].ToInt64s().All(id => id is >= 0 and < 50));
        Assert.IsGreaterThan(1, sample["input_ids"].ToInt64s().Distinct().Count());
        CollectionAssert.AreEqual(new long[] { 1, 1, 1, 1, 1, 1, 1, 1 }, sample["attention_mask"].ToInt64s());
        CollectionAssert.AreEqual(new long[8], sample["token_type_ids"].ToInt64s());
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 4, 5, 6, 7 }, sample["position_ids"].ToInt64s());
    }

    [TestMethod]
    public void Sizes_free_axes_by_kind_and_symbol()
    {
        Dimension free = Dimension.Unknown;
        Port[] inputs =
        [
            new("image", new TensorType(ElementType.Float, [free, free, Dimension.Named("h"), Dimension.Named("w")])),
            new("rows", new TensorType(ElementType.Float, [free, free, free, Dimension.Of(3)])),
            new("sides", new TensorType(ElementType.Int64, [Dimension.Named("n"), Dimension.Named("h")])),
            new("flag", new TensorType(ElementType.Bool, [])),
            new("level", new TensorType(ElementType.UInt8, [Dimension.Named("n"), Dimension.Of(1000)])),
        ];

        var sample = RandomSamples.Create(inputs, 1, seed: 0)[0].Inputs;

        Assert.AreEqual("1x3x64x64", sample["image"].Shape.ToString());
        Assert.AreEqual("1x64x64x3", sample["rows"].Shape.ToString());
        Assert.AreEqual("1x64", sample["sides"].Shape.ToString());
        Assert.AreEqual("scalar", sample["flag"].Shape.ToString());
        Assert.AreEqual(1, sample["flag"].Bytes.Span[0]);
        Assert.IsGreaterThan(200, (int)sample["level"].Bytes.ToArray().Max());
    }

    [TestMethod]
    public void Refuses_text() => Coded.Error("MC2004", () => RandomSamples.Create([Ports.Of("t", ElementType.String, 1)], 1, 0), "'t'");
}
