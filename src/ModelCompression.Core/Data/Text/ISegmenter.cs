namespace ModelCompression.Data.Text;

/// <summary>Splits normalized text into the pieces of a SentencePiece model. Thread-safe.</summary>
internal interface ISegmenter
{
    IEnumerable<int> Encode(string text);
}
