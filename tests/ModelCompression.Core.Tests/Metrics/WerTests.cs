using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class WerTests
{
    /// <summary>The first example of jiwer's documentation.</summary>
    [TestMethod]
    public void It_agrees_with_the_published_example() => Assert.AreEqual(0.5, Texts.Of(new Wer(), ("hello world", "hello duck")).Value, 1e-12);

    [TestMethod]
    [DataRow("a b c", "a b c", 0.0)]
    [DataRow("a b c", "a c", 1 / 3.0)]
    [DataRow("a b c", "a x b c", 1 / 3.0)]
    [DataRow("a b c", "", 1.0)]
    [DataRow("a", "x y z", 3.0)]
    [DataRow("  a \t b\n", "a b", 0.0)]
    [DataRow("A", "a", 1.0)]
    [DataRow("a.", "a", 1.0)]
    public void Edits_are_counted_by_words(string right, string decoded, double expected) => Assert.AreEqual(expected, Texts.Of(new Wer(), (right, decoded)).Value, 1e-12);

    /// <summary>1 of 4 and 1 of 1: 2 / 5, not the mean of the rates.</summary>
    [TestMethod]
    public void Texts_count_by_their_length()
    {
        var metric = Texts.Of(new Wer(), ("a b c d", "a b c x"), ("a", "b"));

        Assert.AreEqual(0.4, metric.Value, 1e-12);
        Assert.AreEqual(3.0 / 9, metric.Weighted([2, 1]), 1e-12);
        CollectionAssert.AreEqual(new[] { 0.25, 1 }, metric.PerSample.ToArray());
    }

    [TestMethod]
    public void Other_labels_and_outputs_are_refused()
    {
        var text = new Sample("a.wav", new Dictionary<string, TensorData>(), new TextLabel("a"));

        Data.Coded.Error("MC2007", () => LabelledScores.Of(new Wer(), (0, [1])), "no transcript", "Wer");
        Data.Coded.Error("MC2007", () => new Wer().Start().Add(text, [TensorData.Floats(new Shape(1), 1)], []), "no text", "ctc-greedy");
        Data.Coded.Error("MC2007", () => new Wer().Start().Add(text, [], []), "no text");
        Data.Coded.Error("MC2007", () => Texts.Of(new Wer(), (" ", "a")), "empty");
    }

    [TestMethod]
    public void Without_texts_it_is_not_a_number() => Assert.IsTrue(double.IsNaN(new Wer().Start().Value));
}
