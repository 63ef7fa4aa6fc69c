using ModelCompression.Data.Arrays;
using ModelCompression.Data.Audio;
using ModelCompression.Data.Images;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Data.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Runtime.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Data;

/// <summary>Makes model inputs out of decoded images, texts and array rows: one binding per model input, from the preprocessing spec or by default.</summary>
public sealed class SampleBuilder
{
    private readonly Dictionary<string, ImagePipeline> _pipelines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextTensors> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorData> _constants = new(StringComparer.Ordinal);

    /// <param name="inputs">The model's required inputs.</param>
    /// <param name="spec">How inputs are made; null binds every input to an array of its own name.</param>
    /// <exception cref="UserErrorException">MC2004: an input is no numeric tensor, or the spec makes another type; MC2011: the spec names no input of the model.</exception>
    public SampleBuilder(IReadOnlyList<Port> inputs, PreprocessingSpec? spec)
    {
        Inputs = [.. inputs.Where(input => spec?.IsFed(input.Name) != true)];
        foreach (var name in spec?.Inputs.Keys ?? [])
        {
            if (inputs.All(input => input.Name != name))
            {
                throw new UserErrorException(
                    Codes.InvalidPreprocessing, $"{spec!.Name}: 'inputs.{name}' is no input of the model. The model's inputs are: {string.Join(", ", inputs.Select(input => input.Name))}.", spec.Path); // keys exist
            }
        }

        foreach (var input in inputs)
        {
            switch (spec?.Inputs.GetValueOrDefault(input.Name))
            {
                case ImageInputSpec image: _pipelines[input.Name] = new ImagePipeline(image, input, spec.Name); break;
                case TextInputSpec text: _texts[input.Name] = new TextTensors(text, input, spec.Name); break;
                case ConstantInputSpec constant: _constants[input.Name] = ConstantTensor.Make(constant, input, spec.Name); break;
                case AudioInputSpec audio: Audio = new AudioPipeline(audio, input, spec.Name); break;
            }
        }

        RequireStates(inputs, spec);
        Fed = _constants.Concat(spec?.Audio?.Spec.States.Select(state => KeyValuePair.Create(state.Input, Zeros(inputs, state))) ?? []).ToDictionary(StringComparer.Ordinal);
        if (Inputs.Count == 0 && inputs.Count > 0)
        {
            throw new UserErrorException(Codes.InvalidPreprocessing, $"{spec?.Name} leaves no input that data could fill: all are constants or states.", spec?.Path);
        }
    }

    /// <summary>The model's inputs that data fill: all that are required but constants and states.</summary>
    public IReadOnlyList<Port> Inputs { get; }

    /// <summary>For messages: the inputs' names.</summary>
    public string InputNames => string.Join(", ", Inputs.Select(input => input.Name));

    /// <summary>What a model is fed where there is no data: constants, and zeros for states.</summary>
    internal IReadOnlyDictionary<string, TensorData> Fed { get; }

    /// <summary>An input with the sizes that the spec makes, where the model leaves them open; of recordings without a length, a second.</summary>
    internal Port Sized(Port input)
    {
        var made = Fed.GetValueOrDefault(input.Name)
            ?? (Audio is not { } audio || input.Name != Inputs[0].Name ? null
                : audio.Spec.Frame is null ? audio.Whole(new float[audio.Spec.Length ?? audio.Spec.SampleRate], input.Name)
                : audio.Frame([], 0, input.Name));
        return made is null ? input : new Port(input.Name, new TensorType(made.Element, [.. made.Shape.Dims.Select(Dimension.Of)]));
    }

    /// <summary>True when the tokens of a text are its label.</summary>
    internal bool LabelsTokens { get; init; }

    /// <summary>What makes the input of recordings; null without one.</summary>
    internal AudioPipeline? Audio { get; }

    /// <summary>Checks that every input can be made from one image.</summary>
    /// <exception cref="UserErrorException">MC2011: an input has no image spec.</exception>
    public void RequireImages(DatasetLocation location)
    {
        var missing = Inputs.Where(input => !_pipelines.ContainsKey(input.Name)).Select(input => $"'{input.Name}'").ToArray();
        if (missing.Length > 0)
        {
            throw new UserErrorException(
                Codes.InvalidPreprocessing,
                $"Data set '{location.Name}' holds images, but nothing says how they become input {string.Join(", ", missing)}. "
                + "Name a preprocessing spec with Preprocess, for example "
                + $"{{\"schema\":1,\"inputs\":{{\"{Inputs[0].Name}\":{{\"type\":\"image\",\"scale\":0.00392156862745098}}}}}}, or the model's preprocessor_config.json, or metadata for an export of Ultralytics.",
                location.Path);
        }
    }

    /// <summary>Checks that every input can be made from one text.</summary>
    /// <exception cref="UserErrorException">MC2011: an input has no text spec.</exception>
    public void RequireTexts(DatasetLocation location)
    {
        var missing = Inputs.Where(input => !_texts.ContainsKey(input.Name)).Select(input => $"'{input.Name}'").ToArray();
        if (missing.Length > 0)
        {
            throw new UserErrorException(
                Codes.InvalidPreprocessing,
                $"Data set '{location.Name}' holds texts, but nothing says how they become input {string.Join(", ", missing)}. "
                + "Name a preprocessing spec with Preprocess, for example "
                + $"{{\"schema\":1,\"inputs\":{{\"{Inputs[0].Name}\":{{\"type\":\"text\",\"tokenizer\":\"bert-wordpiece\",\"vocab\":\"vocab.txt\"}}}}}}, or the model's tokenizer.json or vocab.txt.",
                location.Path);
        }
    }

    /// <summary>Checks that every input can be made from one recording.</summary>
    /// <returns>What makes it.</returns>
    /// <exception cref="UserErrorException">MC2011: an input has no audio spec.</exception>
    internal AudioPipeline RequireAudio(DatasetLocation location) => Audio is { } audio && Inputs.Count == 1
        ? audio
        : throw new UserErrorException(
            Codes.InvalidPreprocessing,
            $"Data set '{location.Name}' holds recordings, but nothing says how they become input {string.Join(", ", Inputs.Skip(Audio is null ? 0 : 1).Select(input => $"'{input.Name}'"))}. "
            + "Name a preprocessing spec with Preprocess, for example "
            + $"{{\"schema\":1,\"inputs\":{{\"{Inputs[0].Name}\":{{\"type\":\"audio\",\"sampleRate\":16000}}}}}}; inputs that never change are of type \"constant\", and those that a frame hands to the next are named by \"state\".",
            location.Path);

    /// <summary>The single input of a model whose data has no names.</summary>
    /// <exception cref="UserErrorException">MC2004: the model has several inputs.</exception>
    public Port SingleInput(DatasetLocation location) => Inputs.Count == 1
        ? Inputs[0]
        : throw new UserErrorException(
            Codes.DataMismatch,
            $"Data set '{location.Name}' holds one unnamed array, but the model has {Inputs.Count} inputs: {InputNames}. Use an .npz file with one array per input.",
            location.Path);

    /// <summary>Every input made from one image.</summary>
    internal Sample FromImage(string id, DecodedImage image, Label? label) =>
        new(id, WithConstants(Inputs.ToDictionary(input => input.Name, input => _pipelines[input.Name].Run(image, id), StringComparer.Ordinal)), label);

    /// <summary>Every input made from one recording.</summary>
    /// <param name="made">The input of the recording.</param>
    internal Sample FromAudio(string id, TensorData made, Label? label) =>
        new(id, WithConstants(new Dictionary<string, TensorData>(StringComparer.Ordinal) { [Inputs[0].Name] = made }), label);

    /// <summary>Where the picture lies in the first input that is made of an image: labels count in that input's pixels.</summary>
    internal ImagePlacement PlacementOf(DecodedImage image) => _pipelines[Inputs.First(input => _pipelines.ContainsKey(input.Name)).Name].Place(image);

    /// <summary>Every input made from one text, which becomes tokens once for all inputs that show the same ones.</summary>
    /// <exception cref="UserErrorException">MC2004: the tokens do not fit an input; MC2008: the text has no tokens.</exception>
    public Sample FromText(string id, string text, Label? label)
    {
        var tokens = new Dictionary<TextSource, IReadOnlyList<int>>(ReferenceEqualityComparer.Instance);
        var tensors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var input in Inputs)
        {
            var made = _texts[input.Name];
            if (!tokens.TryGetValue(made.Source, out var ids))
            {
                tokens[made.Source] = ids = made.Source.Tokenizer.Encode(text, made.Source.MaxLength);
            }

            tensors[input.Name] = ids.Count > 0
                ? made.Make(ids, id)
                : throw new UserErrorException(Codes.InvalidData, $"The text of sample '{id}' has no tokens: it holds no printable characters. Take it out.");
        }

        var shown = Inputs.FirstOrDefault(input => _texts[input.Name].ShowsIds);
        return new Sample(id, WithConstants(tensors), LabelsTokens && shown is not null ? new TokensLabel(tokens[_texts[shown.Name].Source]) : label);
    }

    /// <summary>Every input made from one row of its array.</summary>
    internal Sample FromRows(string id, IReadOnlyDictionary<string, SampleArray> arrays, int row, Label? label) =>
        new(id, WithConstants(Inputs.ToDictionary(input => input.Name, input => FromRow(id, input, arrays[input.Name], row), StringComparer.Ordinal)), label);

    /// <summary>The image that the first input of images is made of; null where none is.</summary>
    internal DecodedImage? PictureOf(IReadOnlyDictionary<string, SampleArray> arrays, int row) =>
        Inputs.FirstOrDefault(input => _pipelines.ContainsKey(input.Name)) is { } image ? PixelRows.ToImage(arrays[image.Name], arrays[image.Name].ReadRow(row)) : null;

    /// <summary>Checks an array against its input before any row is read.</summary>
    /// <exception cref="UserErrorException">MC2004: type or shape cannot fit; MC2011: the spec makes the input from recordings.</exception>
    internal void RequireFit(Port input, SampleArray array)
    {
        if (Audio is not null)
        {
            throw new UserErrorException(Codes.InvalidPreprocessing, $"{array.Describe()} is an array, but the preprocessing spec makes '{Inputs[0].Name}' from recordings. Leave the spec out, or give WAV files.", array.File);
        }

        if (_pipelines.ContainsKey(input.Name))
        {
            PixelRows.Require(array);
            return;
        }

        InputFit.Require(array.RowShape, input, array.Describe());
        ElementCast.Require(array.Element, InputFit.ElementOf(input), array.Describe());
    }

    private Dictionary<string, TensorData> WithConstants(Dictionary<string, TensorData> made)
    {
        foreach (var (name, tensor) in _constants)
        {
            made[name] = tensor;
        }

        return made;
    }

    private static TensorData Zeros(IReadOnlyList<Port> inputs, StateLink state)
    {
        var element = InputFit.ElementOf(inputs.First(input => input.Name == state.Input));
        return new TensorData(element, state.Shape, new byte[element.SizeBytes(state.Shape.Count)]);
    }

    private static void RequireStates(IReadOnlyList<Port> inputs, PreprocessingSpec? spec)
    {
        foreach (var state in spec?.Audio?.Spec.States ?? [])
        {
            var input = inputs.FirstOrDefault(port => port.Name == state.Input)
                ?? throw new UserErrorException(Codes.InvalidPreprocessing, $"{spec?.Name}: state \"in\" is '{state.Input}', which is no input of the model. The model's inputs are: {string.Join(", ", inputs.Select(port => port.Name))}.", spec?.Path);
            InputFit.ElementOf(input);
            if (input.Type?.Dims is { } dims && (dims.Count != state.Shape.Rank || dims.Zip(state.Shape.Dims).Any(pair => pair.First.Size is { } size && size != pair.Second)))
            {
                throw new UserErrorException(Codes.InvalidPreprocessing, $"{spec?.Name}: state '{state.Input}' has shape {state.Shape}; the model's input takes {string.Join('x', dims)}.", spec?.Path);
            }
        }
    }

    private TensorData FromRow(string id, Port input, SampleArray array, int row)
    {
        var bytes = array.ReadRow(row);
        return _pipelines.TryGetValue(input.Name, out var pipeline)
            ? pipeline.Run(PixelRows.ToImage(array, bytes), id)
            : ElementCast.Cast(array.Element, bytes, InputFit.Require(array.RowShape, input, array.Describe()), InputFit.ElementOf(input), $"{array.Describe()}, sample {id}");
    }
}
