using System.Text;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class CtcGreedyDecoderTests
{
    /// <summary>Graves et al. 2006: B(a-ab-) = B(-aa--abb) = aab.</summary>
    [TestMethod]
    [DataRow("a-ab-", "aab")]
    [DataRow("-aa--abb", "aab")]
    [DataRow("aa", "a")]
    [DataRow("---", "")]
    [DataRow("ab|-|ba", "ab  ba")]
    [DataRow("||a", " a")]
    public void Repetitions_count_once_and_blanks_are_left_out(string path, string expected) => Assert.AreEqual(expected, Decode(new CtcTokens(["-", "|", "a", "b"], 0, "|"), "-|ab", path));

    [TestMethod]
    public void The_blank_may_come_after_the_tokens() => Assert.AreEqual("aab", Decode(new CtcTokens(["a", "b"], 2, ""), "ab-", "a-ab"));

    [TestMethod]
    public void Pieces_of_words_may_begin_with_the_delimiter() => Assert.AreEqual(" the cat", Decode(new CtcTokens(["-", "▁the", "▁c", "at"], 0, "▁"), "-tca", "t-cca"));

    [TestMethod]
    public void Equal_scores_go_to_the_first_and_no_numbers_to_the_blank()
    {
        var decoder = new CtcGreedyDecoder().With(new CtcTokens(["a", "-"], 1, "|"));

        Assert.AreEqual("a", Text(decoder.Decode(TensorData.Floats(new Shape(1, 2, 2), 1, 1, float.NaN, float.NaN), null)));
    }

    [TestMethod]
    public void Another_number_of_scores_is_refused()
    {
        var decoder = new CtcGreedyDecoder().With(new CtcTokens(["a", "b"], 2, "|"));

        Data.Coded.Error("MC2004", () => decoder.Decode(TensorData.Floats(new Shape(1, 2, 2), 1, 1, 1, 1), null), "3 scores a frame", "1x2x2");
        Data.Coded.Error("MC2004", () => decoder.Decode(TensorData.Scalar(1), null), "3 scores");
    }

    private static string Decode(CtcTokens tokens, string letters, string path)
    {
        var scores = path.SelectMany(letter => letters.Select(other => other == letter ? 1f : 0f)).ToArray();
        return Text(new CtcGreedyDecoder().With(tokens).Decode(TensorData.Floats(new Shape(1, path.Length, letters.Length), scores), null));
    }

    private static string Text(TensorData decoded) => Encoding.UTF8.GetString(decoded.Strings[0].Span);
}
