using System.Collections.Immutable;
using NetGen.Onnx;
using NetGen.Onnx.Import;

namespace NetGen.Tool.Running;

/// <summary>A model on given inputs: one stays the network's input, the others become constants.</summary>
internal static class ModelRun
{
    /// <summary>Imports a model for given inputs.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="inputs">Its inputs, in the model's order.</param>
    /// <exception cref="InvalidModelException">The inputs do not fit, or the model contradicts itself.</exception>
    /// <exception cref="UnsupportedModelException">There are no layers for the model: everything is listed.</exception>
    public static (ImportedNetwork Network, ConstantTensor Input) Import(OnnxGraph graph, IReadOnlyList<ConstantTensor> inputs)
    {
        if (inputs.Count != graph.Inputs.Length)
        {
            var names = string.Join(", ", graph.Inputs.Select(input => $"'{input.Name}'"));
            throw new InvalidModelException(graph.Source, [$"It has {graph.Inputs.Length} inputs ({names}), but {inputs.Count} are given."]);
        }

        Exception? first = null;
        for (var i = 0; i < inputs.Count; i++)
        {
            // Only numbers can be an image; integers are sizes and axes.
            if (graph.Inputs[i].ElementType is not (0 or 1)) continue;
            var bound = Enumerable.Range(0, inputs.Count).Where(other => other != i)
                .ToImmutableDictionary(other => graph.Inputs[other].Name, other => inputs[other].Renamed(graph.Inputs[other].Name));
            try
            {
                return (OnnxImport.Run(graph, new GraphInput(graph.Inputs[i].Name, inputs[i].Dimensions, bound)), inputs[i]);
            }
            catch (Exception e) when (e is UnsupportedModelException or InvalidModelException)
            {
                first ??= e;
            }
        }

        throw first ?? new UnsupportedModelException(graph.Source, ["It has no input of the type FLOAT."]);
    }

    /// <summary>Runs a network on all examples of an input.</summary>
    /// <returns>The model's outputs.</returns>
    public static ImmutableArray<ConstantTensor> Run(ImportedNetwork network, CompiledNetwork compiled, ConstantTensor input, Action<long>? afterExample = null)
    {
        var example = new float[network.InputSize.Length];
        float[][] returned = [.. network.Returned.Select(layer => new float[layer.Output.Length])];
        float[][] results = [.. network.Outputs.Select(output => new float[Shapes.Length(output.Dimensions.AsSpan())])];
        for (var i = 0L; i < network.Batch; i++)
        {
            input.Floats.AsSpan((int)(i * example.Length), example.Length).CopyTo(example);
            compiled.Run(example, returned);
            for (var o = 0; o < results.Length; o++)
            {
                var place = (int)(i * (results[o].Length / network.Batch));
                foreach (var part in network.Outputs[o].Parts)
                {
                    returned[part].CopyTo(results[o], place);
                    place += returned[part].Length;
                }
            }

            afterExample?.Invoke(i + 1);
        }

        return [.. network.Outputs.Select((output, o) => ConstantTensor.Of(output.Name, [.. output.Dimensions], results[o]))];
    }
}
