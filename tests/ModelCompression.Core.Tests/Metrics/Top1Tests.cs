using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class Top1Tests
{
    [TestMethod]
    public void Value_is_the_share_of_right_samples_in_order()
    {
        var accumulator = new Top1().Start();
        Add(accumulator, 2, Row(0.1f, 0.2f, 0.7f));
        Add(accumulator, 0, Row(0.1f, 0.2f, 0.7f));
        Add(accumulator, 1, Row(-5, -1, -2));
        Add(accumulator, 0, Row(9, 8, 7));

        Assert.AreEqual(0.75, accumulator.Value);
        CollectionAssert.AreEqual((double[])[1, 0, 1, 1], accumulator.PerSample.ToArray());
    }

    [TestMethod]
    public void Value_without_samples_is_not_a_number() => Assert.IsTrue(double.IsNaN(new Top1().Start().Value));

    [TestMethod]
    [DataRow(0, 1.0)]
    [DataRow(1, 0.0)]
    public void Ties_go_to_the_lowest_index(int label, double expected) => Assert.AreEqual(expected, One(label, Row(0.5f, 0.5f, 0.1f)));

    [TestMethod]
    public void NaN_never_wins() => Assert.AreEqual(1.0, One(1, Row(float.NaN, 0.5f, 0.1f)));

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public void Scores_that_are_all_NaN_are_wrong(int label) => Assert.AreEqual(0.0, One(label, Row(float.NaN, float.NaN, float.NaN)));

    [TestMethod]
    [DataRow(new long[] { 3 })]
    [DataRow(new long[] { 1, 3 })]
    [DataRow(new long[] { 1, 3, 1, 1 })]
    [DataRow(new long[] { 1, 1, 1, 3 })]
    public void One_row_may_have_any_rank(long[] shape) => Assert.AreEqual(1.0, One(2, TensorData.Floats(new Shape(shape), 1, 2, 3)));

    [TestMethod]
    public void Scores_may_be_integers() => Assert.AreEqual(1.0, One(1, TensorData.Of(ElementType.UInt8, new Shape(1, 3), (byte[])[3, 255, 254])));

    [TestMethod]
    public void Only_the_first_output_counts()
    {
        var accumulator = new Top1().Start();
        accumulator.Add(Sample(1), [Row(0, 1, 0), Row(1, 0, 0)], []);
        Assert.AreEqual(1.0, accumulator.Value);
    }

    [TestMethod]
    public void A_missing_label_is_named_with_its_sample()
    {
        var error = Fails(new Sample("cat.png", new Dictionary<string, TensorData>()), Row(1, 2, 3));
        StringAssert.Contains(error.Message, "'cat.png' has no class label");
    }

    [TestMethod]
    [DataRow(3)]
    [DataRow(-1)]
    public void A_label_without_a_score_is_an_error(int label) => StringAssert.Contains(Fails(Sample(label), Row(1, 2, 3)).Message, $"class {label}, but the model's first output has 3 classes");

    [TestMethod]
    public void A_single_score_is_an_error() => StringAssert.Contains(Fails(Sample(0), Row(1)).Message, "single score");

    [TestMethod]
    public void Several_rows_are_an_error() => StringAssert.Contains(Fails(Sample(0), TensorData.Floats(new Shape(2, 2), 1, 2, 3, 4)).Message, "not one row");

    [TestMethod]
    public void Strings_are_no_scores() => StringAssert.Contains(Fails(Sample(0), new TensorData(new Shape(2), ["a"u8.ToArray(), "b"u8.ToArray()])).Message, "no scores");

    private static TensorData Row(params float[] scores) => TensorData.Floats(new Shape(1, scores.Length), scores);

    private static Sample Sample(int label) => new("#1", new Dictionary<string, TensorData>(), new ClassLabel(label));

    private static void Add(IMetricAccumulator accumulator, int label, TensorData scores) => accumulator.Add(Sample(label), [scores], []);

    private static double One(int label, TensorData scores)
    {
        var accumulator = new Top1().Start();
        Add(accumulator, label, scores);
        return accumulator.Value;
    }

    private static Diagnostic Fails(Sample sample, TensorData scores)
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => new Top1().Start().Add(sample, [scores], []));
        Assert.AreEqual(Codes.LabelsMissing, error.Diagnostic.Code);
        return error.Diagnostic;
    }
}
