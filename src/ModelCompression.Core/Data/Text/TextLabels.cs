using System.Globalization;
using System.Text.Json;
using ModelCompression.Inference;

namespace ModelCompression.Data.Text;

/// <summary>What a label beside a text means: values where the metric needs them, else a class.</summary>
internal sealed class TextLabels(DatasetSource source, string dataName)
{
    private readonly ClassLabels _classes = new(source, dataName);

    public LabelKind Kind => source.Needs == LabelKind.Values ? LabelKind.Values : LabelKind.Class;

    /// <summary>A label of a table: one value, or a class.</summary>
    /// <param name="where">The sample, for messages.</param>
    /// <exception cref="Diagnostics.UserErrorException">MC2007: no number where a value is needed, or no class.</exception>
    public Label FromText(string text, string where) => Kind == LabelKind.Class ? _classes.FromText(text, where)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? new ValuesLabel([value])
        : throw _classes.Error($"sample {where} has label '{text}', and the metric needs a number");

    /// <summary>A label in JSON: a value or a list of them, or a class.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2007: no numbers where values are needed, or no class.</exception>
    public Label FromJson(JsonElement label, string where)
    {
        if (Kind == LabelKind.Values && label.ValueKind == JsonValueKind.Array && label.GetArrayLength() > 0 && label.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && double.IsFinite(item.GetDouble())))
        {
            return new ValuesLabel([.. label.EnumerateArray().Select(item => item.GetDouble())]);
        }

        return FromText(label.ValueKind == JsonValueKind.String ? label.GetString() ?? "" : label.GetRawText(), where);
    }
}
