using System.Text;
using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>
/// The text of a speech recognizer by best path decoding (Graves et al. 2006, section 3.2): the token with the highest score of each frame, the first of equals; repetitions
/// count once; blanks are left out; the word delimiter becomes a space. A frame whose scores are all not numbers counts as blank.
/// </summary>
[Strategy("ctc-greedy", "The text of the best token of each frame, without repetitions and blanks.")]
public sealed class CtcGreedyDecoder : IOutputDecoder
{
    private readonly CtcTokens? _tokens;

    public CtcGreedyDecoder()
    {
    }

    private CtcGreedyDecoder(CtcTokens tokens) => _tokens = tokens;

    public IOutputDecoder With(CtcTokens tokens) => new CtcGreedyDecoder(tokens);

    /// <param name="output">Shape [..., tokens]; the frames are all rows in their order.</param>
    /// <returns>One string, shape [1].</returns>
    /// <exception cref="UserErrorException">MC2004: the last axis is not as long as the vocabulary.</exception>
    public TensorData Decode(TensorData output, TensorData? mask)
    {
        var tokens = _tokens ?? throw new InvalidOperationException("The decoder has no tokens.");
        if (output.Element == ElementType.String || output.Shape.Rank == 0 || output.Shape[output.Shape.Rank - 1] != tokens.Width)
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"Decoding 'ctc-greedy' needs an output with {tokens.Width} scores a frame along its last axis, as many as the vocabulary has tokens (with \"blank\"), and got {output}. Name the output with the scores and its own vocabulary.");
        }

        var text = new StringBuilder();
        var (scores, previous) = (output.ToDoubles(), tokens.Blank);
        for (var start = 0; start < scores.Length; start += tokens.Width)
        {
            var best = Scores.ArgMax(scores.AsSpan(start, tokens.Width)) is >= 0 and var found ? found : tokens.Blank;
            if (best != previous && best != tokens.Blank)
            {
                text.Append(tokens.Tokens[best]);
            }

            previous = best;
        }

        var spaced = tokens.WordDelimiter.Length == 0 ? text : text.Replace(tokens.WordDelimiter, " ");
        return new TensorData(new Shape(1), [Encoding.UTF8.GetBytes(spaced.ToString())]);
    }
}
