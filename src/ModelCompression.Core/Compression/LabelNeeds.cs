using ModelCompression.Inference;

namespace ModelCompression.Compression;

/// <summary>What each kind of label is called, where it comes from, and which metric goes with it.</summary>
/// <param name="What">For messages.</param>
/// <param name="Remedy">What the user can do to have such labels, as a sentence without its end.</param>
/// <param name="Metric">Id of the metric that is taken when none is named; null for none.</param>
internal sealed record LabelNeeds(string What, string Remedy, string? Metric)
{
    public static LabelNeeds Of(LabelKind kind) => kind switch
    {
        LabelKind.Class => new("class labels", "Give labelled ValidationData", "Top1"),
        LabelKind.Pair => new("scored pairs", "Give ValidationData with rows 'text,text,score'", "Spearman"),
        LabelKind.Values => new("right values", "Give ValidationData with an array of values as labels (.npz, .npy, or numbers as \"label\" of texts)", null),
        LabelKind.Boxes => new("boxes", "Give a YOLO or COCO data set as ValidationData", "MeanAveragePrecision"),
        LabelKind.ClassMap => new("class maps", "Give ValidationData with folders 'images' and 'masks'", "MeanIou"),
        LabelKind.Text => new("transcripts", "Give ValidationData of recordings with texts (x.txt beside x.wav, or a list with the header 'path,text')", "Wer"),
        LabelKind.Frames => new("labels of frames", "Give ValidationData with the positive parts of recordings (a list with the header 'path,start,end')", "FrameF1"),
        LabelKind.Relevance => new("queries with relevant documents", "Give ValidationData with corpus.jsonl, queries.jsonl and qrels, or lines {\"query\", \"document\"} in .jsonl", "NdcgAt10"),
        LabelKind.Tokens => new("texts that become tokens", "Give ValidationData of texts and a preprocessing spec with an input of type \"text\"", null),
        _ => new("labels of another kind", "Give labelled ValidationData", null),
    };
}
