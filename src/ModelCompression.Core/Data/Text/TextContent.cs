using ModelCompression.Inference;

namespace ModelCompression.Data.Text;

/// <summary>One text of a data set.</summary>
internal sealed record TextItem(string Id, string Text, Label? Label);

/// <summary>A data set of texts.</summary>
internal sealed class TextContent(SampleBuilder builder, IReadOnlyList<TextItem> items, LabelKind labels, params IReadOnlyList<string> files) : IDatasetContent
{
    public int Count => items.Count;

    public LabelKind Labels => builder.LabelsTokens ? LabelKind.Tokens : labels;

    public IReadOnlyList<string> Files => files;

    public Label? LabelOf(int index) => items[index].Label;

    public Sample Read(int index) => builder.FromText(items[index].Id, items[index].Text, items[index].Label);
}
