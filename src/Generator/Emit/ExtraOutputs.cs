using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Graph;
using NetGen.Generator.Plan;

namespace NetGen.Generator.Emit;

/// <summary>An output that an [Output] declares, as members of the generated class know it.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Parameter">Its parameter of Forward.</param>
/// <param name="Member">The constant or method that tells its length or size.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Value">Its value.</param>
internal sealed record ExtraOutput(string Layer, string Parameter, string Member, TensorShape Shape, int Value)
{
    /// <summary>The extra outputs of a network, in order.</summary>
    /// <param name="declared">The network as declared: passes may leave another layer to compute an output.</param>
    /// <param name="plan">The plan of the form.</param>
    /// <param name="suffix">What a member is called after the layer: <c>Length</c> or <c>Size</c>.</param>
    /// <param name="names">Names of members that are taken.</param>
    public static IReadOnlyList<ExtraOutput> Of(NetworkGraph declared, PlannedNetwork plan, string suffix, UniqueNames names)
    {
        var parameters = new UniqueNames(plan.Buffers.Select((_, index) => "buffer" + index.Text()).Concat(
            ["input", "output", "image", "height", "width", "maps", "sizes", "workspace", "scratch", "threads"]));
        return
        [
            .. declared.Outputs.Select((value, index) => (Layer: declared.NameOf(value), Value: plan.Graph.Outputs[index])).Skip(1).Select(output =>
            {
                var identifier = CSharp.Identifier(output.Layer);
                return new ExtraOutput(
                    output.Layer,
                    parameters.Take(ParameterName(identifier)),
                    names.Take(identifier + suffix),
                    plan.Graph.ShapeOf(output.Value),
                    output.Value);
            }),
        ];
    }

    // Letters without case leave no difference from the layer's method.
    private static string ParameterName(string identifier)
    {
        var name = char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);
        if (name == identifier) return "to" + identifier;
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }
}
