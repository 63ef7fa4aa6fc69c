using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class SpearmanTests
{
    /// <summary>
    /// Cosines 0.6, 0.6, 0.8, 0, -1 have ranks 3.5, 3.5, 5, 2, 1; the scores have ranks 4.5, 2, 4.5, 3, 1. Less their mean 3, the products sum to 7.25 and
    /// the squares of each side to 9.5.
    /// </summary>
    [TestMethod]
    public void Value_is_the_correlation_of_ranks_with_ties()
    {
        var accumulator = Of(([3, 4], 3), ([3, -4], 1), ([4, 3], 3), ([0, 1], 2), ([-1, 0], 0));

        Assert.AreEqual(7.25 / 9.5, accumulator.Value, 1e-12);
    }

    [TestMethod]
    public void Pairs_are_counted_and_a_sample_has_no_outcome()
    {
        var accumulator = Of(([3, 4], 3), ([4, 3], 1), ([1, 0], 2));

        Assert.AreEqual(3, accumulator.Count);
        Assert.IsEmpty(accumulator.PerSample);
    }

    [TestMethod]
    public void Length_of_an_embedding_does_not_matter() => Assert.AreEqual(1, Of(([30, 40], 1), ([4, 3], 2), ([0.1f, 0], 3)).Value, 1e-12);

    [TestMethod]
    public void Opposite_order_is_minus_one() => Assert.AreEqual(-1, Of(([3, 4], 3), ([4, 3], 2), ([1, 0], 1)).Value, 1e-12);

    [TestMethod]
    public void An_embedding_of_zeros_has_cosine_zero() => Assert.AreEqual(1, Of(([-1, 0], 1), ([0, 0], 2), ([1, 0], 3)).Value, 1e-12);

    [TestMethod]
    public void Equal_cosines_tell_nothing() => Assert.IsTrue(double.IsNaN(Of(([1, 0], 1), ([2, 0], 2)).Value));

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void An_embedding_that_is_not_finite_makes_the_value_not_a_number(float bad) =>
        Assert.IsTrue(double.IsNaN(Of(([3, 4], 3), ([bad, 3], 2), ([1, 0], 1)).Value));

    [TestMethod]
    public void Value_without_pairs_is_not_a_number() => Assert.IsTrue(double.IsNaN(new Spearman().Start().Value));

    [TestMethod]
    public void Equal_scores_are_refused() => Data.Coded.Error("MC2007", () => _ = Of(([3, 4], 2), ([4, 3], 2)).Value, "All 2 scores", "different scores");

    [TestMethod]
    public void A_class_label_is_refused() => Data.Coded.Error("MC2007", () => EmbeddingPairs.Add(new Spearman().Start(), new ClassLabel(1), EmbeddingPairs.Right), "'s'", "Fidelity");

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(0, 0)]
    public void Sides_that_are_no_pair_are_refused(int pair, int side)
    {
        var accumulator = new Spearman().Start();
        EmbeddingPairs.Add(accumulator, new PairLabel(0, 0, 1), EmbeddingPairs.Right);

        Data.Coded.Error("MC2007", () => EmbeddingPairs.Add(accumulator, new PairLabel(pair, side, 1), EmbeddingPairs.Right), "pair 0");
    }

    [TestMethod]
    public void A_half_pair_at_the_end_is_a_mistake_of_the_caller()
    {
        var accumulator = Of(([3, 4], 3), ([4, 3], 2));
        EmbeddingPairs.Add(accumulator, new PairLabel(2, 0, 1), EmbeddingPairs.Right);

        Assert.ThrowsExactly<InvalidOperationException>(() => _ = accumulator.Value);
    }

    [TestMethod]
    public void One_vector_a_token_is_refused_with_the_decoding_to_use() => Data.Coded.Error(
        "MC2007",
        () => new Spearman().Start().Add(EmbeddingPairs.Sample(new PairLabel(0, 0, 1)), [TensorData.Floats(new Shape(1, 2, 2), 1, 2, 3, 4)], []),
        "embedding-meanpool");

    private static IMetricAccumulator Of(params (float[] Embedding, double Score)[] pairs) => EmbeddingPairs.Of(new Spearman(), pairs);
}
